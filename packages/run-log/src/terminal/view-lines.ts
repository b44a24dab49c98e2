import { describeEvent } from "../describe/describe-event.ts";
import { describeEveryEvent } from "../describe/describe-every-event.ts";
import { describeRepeated } from "../describe/describe-repeated.ts";
import { describeVersions } from "../describe/describe-versions.ts";
import type { RunEvent } from "../events/run-event.ts";
import type { RunState } from "../state/run-state.ts";

/** How much a run says as it goes: `quiet` only what went wrong, `verbose` every event. */
export type ViewDetail = "quiet" | "normal" | "verbose";

export interface ViewMode {
  detail: ViewDetail;
  /** There is a live area. */
  isLive: boolean;
}

// The live area shows these as they happen; lines of them would only push away what went wrong.
const SEEN_IN_THE_LIVE_AREA = new Set<RunEvent["kind"]>([
  "files-selected",
  "lease-acquired",
  "deploy-started",
  "deploy-finished",
  "account-ready",
]);
const BAD = new Set<RunEvent["kind"]>([
  "lease-lost",
  "account-rejected",
  "deploy-failed",
  "file-cut-off",
  "account-suspect",
  "container-lost",
  "account-dirty",
  "account-hand-back-lost",
  "interrupted",
]);

/** What a view says of an event, a line each; nothing where it is shown otherwise or is not wanted. Pure. */
export function linesOf(event: RunEvent, state: RunState, { detail, isLive }: ViewMode): string[] {
  if (detail === "verbose") return [describeEveryEvent(event), ...versions(event, state)];
  if (detail === "quiet" && !isBad(event) && event.kind !== "problem") return [];
  if (isLive && isSeenLive(event)) return [];
  // The failed deploy that blocks it was told.
  if (event.kind === "service-blocked") return [];
  const line = describeRepeated(event, state) ?? describeEvent(event);
  return line === undefined ? [] : [line, ...versions(event, state)];
}

// What somebody could do about it is to be read, also later.
function isSeenLive(event: RunEvent): boolean {
  return event.kind === "lease-waiting"
    ? event.nextStep === undefined
    : SEEN_IN_THE_LIVE_AREA.has(event.kind);
}

/** Whether an event is of something that went wrong. */
export function isBad(event: RunEvent): boolean {
  return BAD.has(event.kind) || (event.kind === "file-finished" && event.outcome !== "passed");
}

// The first question to a failure in the cloud: against which versions?
function versions(event: RunEvent, state: RunState): string[] {
  if (event.kind !== "file-finished" || event.outcome === "passed") return [];
  const there = describeVersions(state, event.account, event.file);
  return there === undefined ? [] : [`  against ${there}`];
}
