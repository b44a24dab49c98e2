import type { RunEvent } from "@regatta/run-log";
import { oneLine } from "./open-span.ts";
import type { Moment } from "./span.ts";

/** What an event says that has no length of its own, and is worth showing. Pure. */
export function momentOf(event: RunEvent): Omit<Moment, "at"> | undefined {
  switch (event.kind) {
    case "account-ready":
      return { name: "ready", attributes: {} };
    case "service-blocked":
      return {
        name: "service blocked",
        attributes: { "regatta.service": event.service, "regatta.blocked_by": event.by },
      };
    case "deploy-throttled":
      return { name: "throttled", attributes: { "regatta.wait_ms": event.waitMs } };
    case "stack-cleared":
    case "stack-waiting":
      return {
        name: event.kind === "stack-cleared" ? "stack cleared" : "waits for a stack",
        attributes: {
          "regatta.service": event.service,
          "regatta.stack.name": event.stackName,
          "regatta.stack.status": event.status,
        },
      };
    case "leak-found":
      return {
        name: "leak found",
        attributes: { "regatta.leak.files": event.files, "regatta.leak.resources": event.resources },
      };
    case "account-suspect":
      return { name: "suspect", attributes: { "regatta.reason": oneLine(event.reason) } };
    case "account-limit":
      return { name: "limit", attributes: { "regatta.reason": oneLine(event.reason ?? "none any more") } };
    case "account-surplus":
      return { name: "surplus", attributes: {} };
    case "file-never-run":
      return {
        name: "file never run",
        attributes: { "test.suite.name": event.file, "regatta.reason": oneLine(event.reason) },
      };
    case "interrupted":
      return { name: "interrupted", attributes: { "regatta.signal": event.signal } };
    case "problem":
      return {
        name: "problem",
        attributes: { "regatta.problem": event.code, "regatta.reason": oneLine(event.message) },
      };
    default:
      return undefined;
  }
}
