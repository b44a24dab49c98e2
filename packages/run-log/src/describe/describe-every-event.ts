import type { RunEvent } from "../events/run-event.ts";
import { nameOfEntry } from "../state/quarantine.ts";
import { count } from "../text/count.ts";
import { duration } from "../text/duration.ts";
import { describeEvent } from "./describe-event.ts";

type EventOf<K extends RunEvent["kind"]> = Extract<RunEvent, { kind: K }>;

const DIGITS = 10;

/** An event as one plain line, whatever it is: also what only matters when something goes wrong, and what Jest itself reports. */
export function describeEveryEvent(event: RunEvent): string {
  return describeEvent(event) ?? describeTheRest(event);
}

function describeTheRest(event: RunEvent): string {
  switch (event.kind) {
    case "quarantine":
      return `in quarantine: ${event.entries.map(nameOfEntry).join(", ") || "nothing"}`;
    case "sources-taken":
      return `services of other repositories: ${event.sources.map(source).join("; ")}`;
    case "session-opened":
      return `${event.account} lets this run in`;
    case "stacks-read":
      return `${event.account} has ${count(event.stacks, "stack")}`;
    case "service-skipped":
      return `${event.account} has ${event.service} as it is wanted: not deployed`;
    case "service-ready":
      return `${event.account} has ${event.service} ready`;
    case "probe-held":
      return `${event.account} answered for ${event.service} after ${duration(event.durationMs)}: ${event.probe}`;
    case "deploy-throttled":
      return `${event.account} is slowed down by CloudFormation: waits ${duration(event.waitMs)}`;
    case "worker-started":
      return `${event.account} has a worker, process ${event.pid}`;
    case "file-started":
      return `${event.account} runs ${event.file}${howItRuns(event)}`;
    case "file-finished":
      return `${event.account} passed ${event.file} in ${duration(event.durationMs)}`;
    case "file-never-run":
      return `${event.file} is not run: ${event.reason}`;
    case "file-elsewhere":
      return `container ${event.container} ${event.verdict === undefined ? "has" : `ended, ${event.verdict.replace("-", " ")},`} ${event.file}`;
    case "container-said":
      return `container ${event.container} is through with its files`;
    case "account-released":
      return `${event.account} handed back, available`;
    case "jest-started":
      return `Jest started, process ${event.pid}`;
    case "jest-exited":
      return event.signal === null ? `Jest ended with ${event.code}` : `Jest was killed by ${event.signal}`;
    case "run-finished":
      return `ends with ${event.exitCode}: ${event.reason}`;
    default:
      // Told in full by describeEvent; or of a newer version, which has a line in its own words.
      return event.kind;
  }
}

function source({
  repository,
  ref,
  commit,
  services,
  why,
}: EventOf<"sources-taken">["sources"][number]): string {
  return `${services.join(", ")} of ${repository} at ${ref} ${commit.slice(0, DIGITS)} (${why})`;
}

function howItRuns({ attempt, others = [], copy }: EventOf<"file-started">): string {
  return [
    ...(others.length > 0 ? [`with ${others.join(", ")}`] : []),
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ...(copy ? ["a second copy"] : []),
  ]
    .map((part) => `, ${part}`)
    .join("");
}
