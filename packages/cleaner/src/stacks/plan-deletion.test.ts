import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { AccountStack } from "./account-stack.ts";
import { type DeletionRules, planDeletion } from "./plan-deletion.ts";

const nothingSpecial: DeletionRules = { isKept: () => false, isLast: () => false };

function stack(name: string, usedBy: string[] = [], createdAt = 0): AccountStack {
  const uses = usedBy.map((by) => ({ exportName: `${name}-export`, by }));
  return { id: name, name, status: "CREATE_COMPLETE", createdAt, uses };
}

const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
const someStacks = fc
  .array(fc.tuple(fc.subarray(names), fc.integer({ min: 0, max: 3 })), { maxLength: names.length })
  .map((drawn) =>
    drawn.map(([users, createdAt], i) => {
      const own = names[i] ?? "";
      const there = names.slice(0, drawn.length);
      return stack(
        own,
        users.filter((user) => user !== own && there.includes(user)),
        createdAt,
      );
    }),
  );

test("every stack is deleted, kept or blocked, and none before those that use its exports", () => {
  fc.assert(
    fc.property(someStacks, fc.subarray(names), (stacks, keeping) => {
      const isKept = (name: string) => keeping.includes(name);
      const { order, kept, blocked } = planDeletion(stacks, { ...nothingSpecial, isKept });
      const seen = [...order, ...blocked].map((one) => one.stack).concat(kept);
      expect(seen.map(({ id }) => id).sort()).toEqual(stacks.map(({ id }) => id).sort());
      expect(kept.every(({ name }) => isKept(name))).toBe(true);
      const gone = new Set<string>();
      for (const { stack: next } of order) {
        expect(next.uses.filter(({ by }) => !gone.has(by))).toEqual([]);
        gone.add(next.id);
      }
      // What is blocked could not have gone: someone who stays uses it.
      for (const { stack: left } of blocked) expect(left.uses.some(({ by }) => !gone.has(by))).toBe(true);
    }),
  );
});

test("what goes last waits for all others, and stays when one of them does", () => {
  const rules = { ...nothingSpecial, isLast: (name: string) => name === "CDKToolkit" };
  const stacks = [stack("CDKToolkit", [], 9), stack("orders", [], 1), stack("net", ["orders"], 0)];
  expect(planDeletion(stacks, rules).order.map((one) => one.stack.name)).toEqual([
    "orders",
    "net",
    "CDKToolkit",
  ]);
  const isKept = (name: string) => name === "orders";
  expect(planDeletion(stacks, { ...rules, isKept })).toMatchObject({
    order: [],
    blocked: [
      { stack: { name: "CDKToolkit" }, reason: "it goes last, and others stay" },
      { stack: { name: "net" }, reason: "exports of it are used by stacks that stay: net-export by orders" },
    ],
  });
});

test("what was made later goes first where nothing else decides", () => {
  const stacks = [stack("old", [], 1), stack("new", [], 3), stack("between", [], 2)];
  expect(planDeletion(stacks, nothingSpecial).order.map((one) => one.stack.name)).toEqual([
    "new",
    "between",
    "old",
  ]);
});

test("stacks that import from each other are blocked, each named by the other", () => {
  const { blocked } = planDeletion([stack("a", ["b"]), stack("b", ["a"])], nothingSpecial);
  expect(blocked.map(({ reason }) => reason)).toEqual([
    "exports of it are used by stacks that stay: a-export by b",
    "exports of it are used by stacks that stay: b-export by a",
  ]);
});
