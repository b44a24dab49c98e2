import { expect, test } from "@jest/globals";
import { describeLeak, type RunEvent } from "@regatta/run-log";
import { runRecordOf, statsOf } from "@regatta/stats";
import { recordMessage } from "../jest/record-message.ts";
import { AccountRecord } from "./account-record.ts";

const account = "210000000001/eu-west-1";
const files = ["tests/a.test.ts", "tests/b.test.ts"];
const at = { account, file: "tests/a.test.ts", attempt: 1 };

/** Everything that makes a run hand an account back dirty, and whom regatta stats should name for it. */
const reasons: Array<[names: string[], happens: (record: AccountRecord) => void]> = [
  [["orders"], (record) => record.deployStarted("orders")],
  [
    ["orders"],
    (record) => {
      record.deployStarted("orders");
      record.deployFailed("orders");
    },
  ],
  [["tests/a.test.ts"], (record) => record.fileStarted("tests/a.test.ts")],
  [["tests/a.test.ts"], (record) => recordMessage(record, { kind: "file-cut-off", ...at, reason: "bail" })],
  ...(["crashed", "timed-out"] as const).map((outcome): (typeof reasons)[number] => [
    ["tests/a.test.ts"],
    (record) =>
      recordMessage(record, {
        kind: "file-finished",
        ...at,
        outcome,
        durationMs: 1,
        final: true,
        result: { tests: [], skipped: false },
      }),
  ]),
  // As freshenAccount tells it.
  [
    ["tests/a.test.ts"],
    (record) => record.incident("making its data fresh for tests/a.test.ts failed: exit 1"),
  ],
  [files, (record) => record.suspect(files)],
  [files, (record) => record.incident(describeLeak({ files, resources: ["stack left"] }))],
];

test("what makes accounts dirty is put together by kind, with the files and services it names", () => {
  const told = reasons.map(([, happens]) => {
    const record = new AccountRecord();
    happens(record);
    const verdict = record.verdict();
    return verdict.kind === "dirty" ? verdict.reason : "";
  });
  const events = [
    { kind: "run-started", logVersion: 1, runId: "r", version: "0", pool: "p", argv: [], pid: 1 },
    ...told.flatMap((reason) => [
      { kind: "lease-acquired", account, leaseId: "l", epoch: 1, expiresAt: 0 },
      { kind: "account-dirty", account, reason },
    ]),
  ].map((event, seq) => ({ ...event, seq, at: seq }) as RunEvent);
  const run = runRecordOf({ events, suite: "shop", by: "ci" });
  const { dirty } = statsOf({ pool: "p", records: [run], from: 0, to: 100 });
  expect(dirty).toHaveLength(reasons.length - 1);
  const named = dirty.map(({ subjects }) => subjects.map(({ name }) => name).join(" "));
  const expected = new Set(reasons.map(([names]) => names.join(" ")));
  expect(new Set(named)).toEqual(expected);
  // In words of their own, and not in those of one account.
  for (const { what } of dirty) expect(told).not.toContain(what);
});
