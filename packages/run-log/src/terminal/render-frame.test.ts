import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RunEventInput } from "../events/run-event.ts";
import { account, ended, startOf, stateOf } from "../testing/sample-run.ts";
import { widthOf } from "../text/fit.ts";
import { head } from "./head.ts";
import { renderFrame } from "./render-frame.ts";

const keyOf = (i: number) => `${210_000_000_001 + i}/eu-west-1`;

const many: RunEventInput[] = Array.from({ length: 200 }, (_, i): RunEventInput[] => [
  { kind: "account-ready", account: keyOf(i) },
  { kind: "file-started", account: keyOf(i), file: `tests/${"long/".repeat(20)}試${i}.test.ts`, attempt: 1 },
]).flat();

test("however many accounts there are, whatever they do, the frame fits half of the terminal", () => {
  const columns = fc.integer({ min: 1, max: 220 });
  const rows = fc.integer({ min: 1, max: 60 });
  const step = fc.constantFrom<RunEventInput["kind"]>("account-ready", "file-started", "deploy-started");
  const what = fc.array(fc.tuple(fc.nat(199), step, fc.string({ unit: "grapheme", maxLength: 90 })), {
    maxLength: 400,
  });
  fc.assert(
    fc.property(columns, rows, what, fc.boolean(), (width, height, steps, isWaiting) => {
      const events = steps.flatMap(([i, kind, name]): RunEventInput[] => [
        { kind: "session-opened", account: keyOf(i) },
        { kind, account: keyOf(i), file: name, service: name, attempt: 1 } as unknown as RunEventInput,
      ]);
      const waiting: RunEventInput = { kind: "lease-waiting", reason: "long ".repeat(40) };
      const [begun, selected] = startOf(["a"]) as [RunEventInput, RunEventInput];
      const state = stateOf([begun, selected, ...(isWaiting ? [waiting] : events)]);
      const lines = renderFrame(state, { columns: width, rows: height }, 100_000, false);
      expect(lines.length).toBeLessThanOrEqual(Math.max(1, Math.min(height - 1, Math.ceil(height / 2))));
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 60 },
  );
});

test.each([
  [80, 24],
  [200, 50],
])("of 200 accounts on %d columns and %d rows: how many do what, and what takes longest", (columns, rows) => {
  const deploying = Array.from({ length: 40 }, (_, i): RunEventInput[] => [
    { kind: "lease-acquired", account: keyOf(i), leaseId: "l", epoch: 1, expiresAt: 0 },
    { kind: "session-opened", account: keyOf(i) },
    { kind: "deploy-started", account: keyOf(i), service: "orders", stackName: "o", reason: "" },
  ]).flat();
  const dirty: RunEventInput = { kind: "account-dirty", account: keyOf(199), reason: "timed out" };
  const state = stateOf([...startOf(["a"]), ...many, ...deploying, dirty]);
  const lines = renderFrame(state, { columns, rows }, 60_000, false);
  expect(lines).toHaveLength(Math.min(12, rows / 2));
  expect(lines[0]).toContain("0/201 files · 199 accounts · 1 min 0 s");
  expect(lines[1]).toBe("  159 running, 40 deploying, 1 dirty");
  // A path is known by its end.
  expect(lines[2]).toMatch(/^ {2}210000000041\/eu-west-1 {2}1 min 0 s {2}.*long\/試40\.test\.ts$/);
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
  expect(renderFrame(state, { columns: 70, rows: 24 }, 65_000)[0]).toMatch(/^████░░░░ 2/);
  expect(renderFrame(state, { columns: 65, rows: 24 }, 65_000)[0]).not.toContain("█");
});

test("before the files are known, and while no account is to be had, the head says so", () => {
  const [started, selected] = startOf(["a"]);
  expect(head(stateOf([started as RunEventInput]), 3_000)).toBe("starting · 3 s");
  const waiting: RunEventInput = { kind: "lease-waiting", reason: "8 of 8 accounts are leased" };
  const events = [started as RunEventInput, selected as RunEventInput, waiting];
  expect(head(stateOf(events), 3_000)).toBe(
    "0/1 files · 0 accounts · waiting: 8 of 8 accounts are leased · 3 s",
  );
  expect(renderFrame(stateOf(events), { columns: 80, rows: 24 }, 3_000, false)).toEqual([
    "░░░░░░░░░░░░░░░░ 0/1 files · 0 accounts · waiting · 3 s",
    "  waiting: 8 of 8 accounts are leased",
  ]);
  const leased = startOf(["a"]).slice(0, 3);
  expect(head(stateOf(leased), 3_000)).toBe("deploying · 0/1 files · 1 account · 3 s");
  const over = [...startOf(["a"]), ...ended("a", "passed")];
  expect(head(stateOf(over), 3_000)).toContain("handing back · 1/1 files · 1 account");
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
