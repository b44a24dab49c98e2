import { expect, test } from "@jest/globals";
import { head, renderFrame } from "./render-frame.ts";
import type { RunEventInput } from "./run-event.ts";
import { account, ended, startOf, stateOf } from "./testing/sample-run.ts";

const keyOf = (i: number) => `${210_000_000_001 + i}/eu-west-1`;

const many: RunEventInput[] = Array.from({ length: 200 }, (_, i): RunEventInput[] => [
  { kind: "account-ready", account: keyOf(i) },
  { kind: "file-started", account: keyOf(i), file: `tests/${"long/".repeat(20)}試${i}.test.ts`, attempt: 1 },
]).flat();

test.each([
  [80, 24],
  [200, 50],
  [20, 5],
  [80, 2],
  [80, 1],
])("200 accounts fit a terminal of %d columns and %d rows", (columns, rows) => {
  const state = stateOf([...startOf(["a", "b"]), ...many]);
  const lines = renderFrame(state, { columns, rows }, 1_000, false);
  expect(lines.length).toBe(Math.max(1, rows - 1));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
});

test("what does not fit is counted by what it does, and what takes longest is shown", () => {
  const [, started] = many;
  const cutOff = { ...started, kind: "file-cut-off", reason: "its worker died" } as RunEventInput;
  const state = stateOf([...startOf(["a"]), ...many, cutOff]);
  const lines = renderFrame(state, { columns: 80, rows: 12 }, 60_000, false);
  expect(lines[1]).toContain(keyOf(1));
  expect(lines[1]).toContain("1 min 0 s");
  expect(lines.at(-1)).toBe("  and 191 more: 190 running, 1 idle");
});

test("without colour there is no escape code, with it the accounts are dim", () => {
  const state = stateOf([...startOf(["a"]), ...many]);
  const size = { columns: 80, rows: 24 };
  expect(renderFrame(state, size, 0, false).join("")).not.toContain("\u001b");
  expect(renderFrame(state, size, 0, true)[1]).toContain("\u001b[2m");
});

test("the head tells progress, failures, accounts, time and time left; the bar only where it fits", () => {
  const events = [...startOf(["a", "b", "c", "d"]), ...ended("a", "passed"), ...ended("b", "crashed")];
  const state = stateOf(events);
  expect(head(state, 65_000)).toBe("2/4 files · 1 failed · 1 account · 1 min 5 s · about 0 s left");
  const bar = "████████░░░░░░░░";
  expect(renderFrame(state, { columns: 80, rows: 24 }, 65_000)[0]).toContain(bar);
  expect(renderFrame(state, { columns: 70, rows: 24 }, 65_000)[0]).not.toContain("█");
});

test("before the files are known, and while no account is to be had, the head says so", () => {
  const [started, selected] = startOf(["a"]);
  expect(head(stateOf([started as RunEventInput]), 3_000)).toBe("starting · 3 s");
  const waiting: RunEventInput = { kind: "lease-waiting", reason: "8 of 8 accounts are leased" };
  const events = [started as RunEventInput, selected as RunEventInput, waiting];
  expect(head(stateOf(events), 3_000)).toBe(
    "0/1 files · 0 accounts · waiting: 8 of 8 accounts are leased · 3 s",
  );
});

test("every account says what it is doing; those handed back are gone", () => {
  const deploying: RunEventInput[] = [
    { kind: "session-opened", account },
    { kind: "deploy-started", account, service: "orders", stackName: "orders", reason: "missing" },
  ];
  const last = (events: RunEventInput[]) =>
    renderFrame(stateOf(events), { columns: 80, rows: 24 }, 5_000, false).at(-1);
  const failing: RunEventInput[] = [
    ...deploying,
    { kind: "deploy-failed", account, service: "base", stackName: "base", reason: "quota", durationMs: 1 },
    { kind: "service-blocked", account, service: "api", by: "base" },
    { kind: "service-blocked", account, service: "web", by: "base" },
  ];
  expect(last([...startOf(["a"]).slice(0, 3), ...failing])).toBe(
    `  ${account}  5 s  base failed · 2 blocked · deploying orders`,
  );
  expect(last([...startOf(["a"]).slice(0, 3)])).toBe(`  ${account}  5 s  opening a session`);
  expect(last([...startOf(["a"]).slice(0, 3), ...deploying])).toBe(`  ${account}  5 s  deploying orders`);
  expect(last(startOf(["a"]))).toBe(`  ${account}  idle`);
  expect(last([...startOf(["a"]), ...ended("a", "passed").slice(0, 1)])).toBe(`  ${account}  5 s  a`);
  expect(last([...startOf(["a"]), { kind: "account-released", account }])).toContain(
    "0/1 files · 0 accounts",
  );
});
