import { expect, test } from "@jest/globals";
import type { PlannedCleaning } from "@regatta/cleaner";
import { lineOf, renderPlan } from "./render-cleaning.ts";

const plan = (change: Partial<PlannedCleaning> = {}): PlannedCleaning => ({
  ...{ account: "210000000001/eu-west-1", stacks: [], kept: [], blocked: [], leftovers: [] },
  ...{ hasBaseline: true, ...change },
});
const shown = (change?: Partial<PlannedCleaning>) =>
  renderPlan([plan(change)])
    .split("\n")
    .slice(1, -1);

test("a plan says what goes and what stays, and says so too where nothing goes", () => {
  expect(shown()).toEqual([
    "  has no stack to delete",
    "  has nothing to remove: it is only looked at, twice, and then available",
  ]);
  expect(shown({ hasBaseline: false, kept: ["CDKToolkit"] })).toEqual([
    "  has no stack to delete",
    "  keeps CDKToolkit",
    "  has nothing to remove: it is only looked at, twice, and then available",
    "  has no baseline: only what deleted stacks leave behind is removed",
  ]);
  expect(shown({ stacks: ["web", "net"], leftovers: ["bucket photos"] })).toEqual([
    "  deletes in this order: web, net",
    "  removes 1 thing in no stack, not in its baseline either:",
    "    bucket photos",
  ]);
  expect(shown({ hasBaseline: false, leftovers: ["bucket photos"] })[1]).toBe(
    "  has 1 thing in no stack, and no baseline that says what belongs there (regatta clean --record-baseline: all of it):",
  );
  const blocked = [{ stackName: "net", reason: "exports of it are used by stacks that stay: net by kept" }];
  expect(shown({ blocked })).toEqual([
    "  has no stack to delete",
    "  cannot delete net: exports of it are used by stacks that stay: net by kept",
  ]);
  expect(shown({ dataCommand: "npm run reset" })).toEqual(["  runs npm run reset"]);
});

test("an account that cannot be looked at does not hide the others", () => {
  const notPlanned = { account: "219999999999/eu-west-1", problem: "STS\nsays no", code: "SESSION_REFUSED" };
  expect(renderPlan([{ ...notPlanned, nextStep: "Check the role." }, plan()]).split("\n")).toEqual([
    "219999999999/eu-west-1",
    "  cannot be looked at: STS says no [SESSION_REFUSED]",
    "    next: Check the role.",
    "",
    "210000000001/eu-west-1",
    ...["  has no stack to delete", expect.stringContaining("nothing to remove"), ""],
  ]);
});

test("a wait is told before it begins, with its reason", () => {
  expect(lineOf({ kind: "looks-again", afterMs: 60_000 })).toBe(
    "looks again in 60 s: logs may still come back, and one look proves nothing",
  );
  expect(lineOf({ kind: "looks-again", afterMs: 0 })).toBeUndefined();
  expect(lineOf({ kind: "step-started", step: "everything" })).toBe("running aws-nuke");
});
