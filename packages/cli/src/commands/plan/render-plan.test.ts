import { expect, test } from "@jest/globals";
import type { RunPlan } from "@regatta/run";
import type { Decision } from "@regatta/stacks";
import { renderPlan } from "./render-plan.ts";

const plain = { bold: (text: string) => text, dim: (text: string) => text };
const decisions: Array<[string, Decision]> = [
  ["queue", { kind: "skip" }],
  ["orders", { kind: "deploy", reason: { kind: "changed", before: "abc" } }],
  ["payments", { kind: "delete-then-deploy", reason: { kind: "status", status: "ROLLBACK_COMPLETE" } }],
  ["users", { kind: "wait", status: "UPDATE_IN_PROGRESS" }],
];
const plan: RunPlan = {
  pool: { name: "default", accounts: 8, available: 5 },
  accounts: [
    {
      account: "210000000001/eu-west-1",
      services: decisions.map(([service, decision]) => ({ service, decision })),
      deployMs: 65_000,
    },
    { account: "210000000002/eu-west-1", services: [{ service: "queue", decision: { kind: "skip" } }] },
    { account: "210000000003/eu-west-1", problem: "the role cannot be assumed" },
    { account: "210000000004/eu-west-1", services: [{ service: "queue", decision: { kind: "skip" } }] },
    { account: "210000000005/eu-west-1" },
  ],
  files: [
    { file: "a.test.ts", expectedMs: 1_500 },
    { file: "b.test.ts", expectedMs: 90_000 },
    { file: "c.test.ts" },
  ],
  testsAtLeastMs: 90_000,
};

test("a plan says what would be leased, deployed and why, skipped and run; like accounts share a line", () => {
  expect(renderPlan(plan, plain)).toBe(`Pool default: 8 accounts, 5 available; 5 would be leased.

ACCOUNTS                WOULD
2 accounts              skip all 1
210000000001/eu-west-1  deploy orders (changed); delete, then deploy payments (status ROLLBACK_COMPLETE); wait for users (status UPDATE_IN_PROGRESS); skip 1; about 1 min 5 s of deploying
210000000003/eu-west-1  not be used: the role cannot be assumed
210000000005/eu-west-1  deploy nothing: no services in the configuration

3 test files: at least 1 min 30 s over 5 accounts (1 of unknown length).
EXPECTED    FILE
1 min 30 s  b.test.ts
1.5 s       a.test.ts
?           c.test.ts
`);
});

test("a plan says who waits in line, and where the run would stand", () => {
  const line = [
    { runId: "r7", holder: "https://ci/7", needs: 2, priority: 5, since: Date.UTC(2026, 0, 5, 16, 4) },
    { runId: "r8", holder: "anna@laptop", needs: 1, priority: 0, since: Date.UTC(2026, 0, 5, 16, 5) },
  ];
  const pool = { name: "default", accounts: 8, available: 0 };
  const waiting = { position: 3, of: 3, estimateMs: 240_000 };
  const text = renderPlan({ ...plan, pool, accounts: [], line, waiting }, plain);
  expect(text.split("\n").slice(0, 3)).toEqual([
    "Pool default: 8 accounts, 0 available; the run would wait, place 3 of 3 in line, about 4 min.",
    "  waiting since 16:04 UTC for 2 accounts: run r7 (https://ci/7), priority 5",
    "  waiting since 16:05 UTC for 1 account: run r8 (anna@laptop)",
  ]);
});

test("services with one reason are named together, as many as can be read", () => {
  const services = Array.from({ length: 9 }, (_, i) => ({
    service: `s${i}`,
    decision: { kind: "deploy", reason: { kind: "missing" } } satisfies Decision,
  }));
  const text = renderPlan({ ...plan, accounts: [{ account: "1/eu-west-1", services }] }, plain);
  expect(text).toContain("deploy all 9 services: s0, s1, s2, s3, s4, s5 and 3 more (never deployed)\n");
});

test("--explain names what changed, in how many accounts, and what is not known", () => {
  const changed = (service: string, before: string) => ({
    service,
    decision: { kind: "deploy", reason: { kind: "changed", before } } satisfies Decision,
  });
  const missing: Decision = { kind: "deploy", reason: { kind: "missing" } };
  const broken: Decision = {
    kind: "delete-then-deploy",
    reason: { kind: "status", status: "ROLLBACK_COMPLETE" },
  };
  const two = [
    changed("orders", "aaaaaaaaaa"),
    changed("users", "cccccccccc"),
    changed("queue", "dddddddddd"),
  ];
  const explained: RunPlan = {
    ...plan,
    accounts: [
      { account: "1", services: [...two, { service: "payments", decision: missing }] },
      { account: "2", services: [...two, { service: "payments", decision: broken }] },
      {
        account: "3",
        services: [changed("orders", "bbbbbbbbbb"), { service: "payments", decision: missing }],
      },
    ],
    explanations: [
      {
        service: "orders",
        before: "aaaaaaaaaa",
        changes: Array.from({ length: 22 }, (_, i) => ({
          kind: "file",
          name: `src/${i}\n.ts`,
          what: "changed",
        })),
      },
      { service: "orders", before: "bbbbbbbbbb" },
      { service: "users", before: "cccccccccc", changes: [] },
      { service: "queue", before: "dddddddddd", problem: "the table cannot be read" },
    ],
  };
  const files = Array.from(
    { length: 9 },
    (_, i) => `                      \`src/${i + 1}?.ts\` changed\n`,
  ).join("");
  expect(renderPlan(explained, plain)).toContain(`
SERVICE   IN          WHY IT IS DEPLOYED
orders    2 accounts  \`src/0?.ts\` changed
${files}                      and 12 more
          1 account   changed; fingerprint bbbbbbbb… is not on record
users     2 accounts  its stack is tagged as another service
queue     2 accounts  changed, but the table cannot be read
payments  2 accounts  never deployed
          1 account   status ROLLBACK_COMPLETE

3 test files`);
});

test("a plan of nothing says so", () => {
  expect(renderPlan({ ...plan, accounts: [], files: [] }, plain)).toBe(
    "Pool default: 8 accounts, 5 available; none would be leased.\n\nNo test files are selected.\n",
  );
});

test("of many files the longest are shown", () => {
  const files = Array.from({ length: 14 }, (_, i) => ({ file: `${i}.test.ts`, expectedMs: i * 1_000 }));
  const text = renderPlan({ ...plan, files }, plain);
  expect(text).toContain("13 s      13.test.ts");
  expect(text).not.toContain(" 3.test.ts");
  expect(text).toContain("… and 4 more; --json lists all");
});
