import { expect, test } from "@jest/globals";
import { wantedTags } from "../stack/stack-tags.ts";
import { aService } from "../testing/a-service.ts";
import { aStack } from "../testing/a-stack.ts";
import { decideService } from "./decide-service.ts";

const fingerprint = { service: "orders", digest: "d", inputs: [] };
const service = aService("orders", { stackNames: ["a", "b", "c"] });
const there = { tags: wantedTags("orders", "d") };

function decided(statuses: Record<string, string>, forced = false) {
  const stacks = new Map(
    Object.entries(statuses).map(([name, status]) => [name, aStack(name, { ...there, status })]),
  );
  const { decision, stackName } = decideService({ service, fingerprint, stacks, forced });
  return `${decision.kind} ${stackName}`;
}

const complete = "CREATE_COMPLETE";

test("a service is skipped only if each of its stacks is", () => {
  expect(decided({ a: complete, b: complete, c: complete })).toBe("skip a");
  expect(decided({ a: complete, b: complete })).toBe("deploy c");
  expect(decided({ a: complete, b: "UPDATE_ROLLBACK_COMPLETE", c: complete })).toBe("deploy b");
});

test("somebody's work is waited for before anything else, then what is broken is cleared, the last first", () => {
  expect(decided({ a: "ROLLBACK_COMPLETE", b: "UPDATE_IN_PROGRESS", c: complete })).toBe("wait b");
  expect(decided({ a: "ROLLBACK_COMPLETE", b: "CREATE_FAILED", c: complete })).toBe("delete-then-deploy b");
  expect(decided({ a: "ROLLBACK_COMPLETE", b: "UPDATE_ROLLBACK_FAILED" })).toBe("delete-then-deploy a");
  expect(decided({ a: complete, b: "UPDATE_ROLLBACK_FAILED" })).toBe("continue-rollback-then-deploy b");
});

test("forced, what could be skipped is deployed; anything else is what it was", () => {
  const all = { a: complete, b: complete, c: complete };
  expect(decided(all, true)).toBe("deploy a");
  expect(decided({ ...all, b: "UPDATE_IN_PROGRESS" }, true)).toBe("wait b");
  expect(decided({ ...all, b: "ROLLBACK_FAILED" }, true)).toBe("delete-then-deploy b");
});
