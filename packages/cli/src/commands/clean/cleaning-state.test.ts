import { expect, test } from "@jest/globals";
import type { CleaningEvent } from "@regatta/cleaner";
import { CleaningState } from "./cleaning-state.ts";

const [a, b] = ["210000000001/eu-west-1", "210000000002/eu-west-1"];

test("it says how far it is, and what each account is at and for how long, the longest first", () => {
  const state = new CleaningState(0);
  state.due = 3;
  const at = (now: number, account: string, event: CleaningEvent) => state.apply(account, event, now);
  at(1_000, a, { kind: "step-started", step: "session" });
  at(2_000, b, { kind: "step-started", step: "stacks" });
  at(3_000, a, { kind: "step-started", step: "stacks" });
  for (const stackName of ["web", "net"]) at(4_000, a, { kind: "stack-deleting", stackName, attempt: 1 });
  at(5_000, a, { kind: "stack-deleted", stackName: "web", ms: 1 });
  expect(state.lines(62_500)).toEqual([
    "cleaning 3 accounts · 1 min 2 s",
    `  ${b}  1 min  reading its stacks`,
    `  ${a}  59 s  deleting net`,
  ]);
  at(63_000, a, { kind: "stack-stays", stackName: "net", reason: "no" });
  at(64_000, a, { kind: "looks-again", afterMs: 60_000 });
  state.ended(b, "failed");
  expect(state.lines(65_000)).toEqual([
    "cleaning 3 accounts · 1 failed · 1 min 5 s",
    `  ${a}  1 s  waiting for its second look`,
  ]);
  at(124_000, a, { kind: "looked", look: 2, added: 0 });
  expect(state.lines(126_000)[1]).toBe(`  ${a}  2 s  looking whether it is clean`);
});
