import { expect, test } from "@jest/globals";
import { renderFrame } from "./render-frame.ts";
import type { RunEventInput } from "./run-event.ts";
import { startOf, stateOf } from "./testing/sample-run.ts";

const many: RunEventInput[] = Array.from({ length: 200 }, (_, i) => [
  { kind: "account-ready", account: `${210_000_000_000 + i}/eu-west-1` } as const,
  {
    kind: "file-started",
    account: `${210_000_000_000 + i}/eu-west-1`,
    file: `tests/${"long/".repeat(20)}${i}.test.ts`,
    attempt: 1,
  } as const,
]).flat();

test.each([80, 200])("200 accounts fit a terminal of %d columns and 24 rows", (columns) => {
  const state = stateOf([...startOf(["a", "b"]), ...many]);
  const lines = renderFrame(state, { columns, rows: 24 }, 1_000, false);
  expect(lines.length).toBeLessThanOrEqual(23);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  expect(lines.at(-1)).toContain("more accounts");
});

test("without colour there is no escape code", () => {
  const lines = renderFrame(stateOf([...startOf(["a"]), ...many]), { columns: 80, rows: 24 }, 0, false);
  expect(lines.join("")).not.toContain("\u001b");
});
