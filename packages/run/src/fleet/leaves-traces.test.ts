import { expect, test } from "@jest/globals";
import { RegattaError } from "@regatta/foundation";
import { leavesTraces } from "./leaves-traces.ts";

const failure = (begun: boolean, code: string) => ({
  service: "orders",
  stackName: "orders",
  reason: "it failed",
  begun,
  error: new RegattaError("it failed", { code, source: "service" }),
});

test("a deploy that was begun may have changed something, unless it was found out before it touched a stack", () => {
  expect(leavesTraces(failure(true, "DEPLOY_FAILED"))).toBe(true);
  expect(leavesTraces(failure(true, "PROBE_FAILED"))).toBe(true);
  expect(leavesTraces(failure(false, "PREPARE_FAILED"))).toBe(false);
  expect(leavesTraces(failure(true, "SERVICE_EDITED"))).toBe(false);
  expect(leavesTraces(failure(true, "TOOL_NOT_FOUND"))).toBe(false);
});
