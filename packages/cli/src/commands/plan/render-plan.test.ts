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
  pool: { name: "default", accounts: 8, available: 3 },
  accounts: [
    {
      account: "210000000001/eu-west-1",
      services: decisions.map(([service, decision]) => ({ service, decision })),
    },
    { account: "210000000002/eu-west-1", services: [{ service: "queue", decision: { kind: "skip" } }] },
    { account: "210000000003/eu-west-1", problem: "the role cannot be assumed" },
  ],
  files: [
    { file: "a.test.ts", expectedMs: 1_500 },
    { file: "b.test.ts", expectedMs: 90_000 },
    { file: "c.test.ts" },
  ],
  testsAtLeastMs: 90_000,
};

test("a plan says what would be leased, deployed and why, skipped and run", () => {
  expect(renderPlan(plan, plain)).toBe(`Pool default: 8 accounts, 3 available; 3 would be leased.

ACCOUNT                 SERVICE   WOULD                WHY
210000000001/eu-west-1  orders    deploy               changed
                        payments  delete, then deploy  status ROLLBACK_COMPLETE
                        users     wait, then decide    status UPDATE_IN_PROGRESS
                        1 other   skip                 unchanged
210000000002/eu-west-1  all 1     skip                 unchanged
210000000003/eu-west-1            not be used          the role cannot be assumed

3 test files: at least 1 min 30 s over 3 accounts (1 of unknown length).
EXPECTED    FILE
1 min 30 s  b.test.ts
1.5 s       a.test.ts
?           c.test.ts
`);
});

test("a plan of nothing says so", () => {
  expect(renderPlan({ ...plan, accounts: [], files: [] }, plain)).toBe(
    "Pool default: 8 accounts, 3 available; none would be leased.\n\nNo test files are selected.\n",
  );
});

test("of many files the longest are shown", () => {
  const files = Array.from({ length: 14 }, (_, i) => ({ file: `${i}.test.ts`, expectedMs: i * 1_000 }));
  const text = renderPlan({ ...plan, files }, plain);
  expect(text).toContain("13 s      13.test.ts");
  expect(text).not.toContain(" 3.test.ts");
  expect(text).toContain("… and 4 more; --json lists all");
});
