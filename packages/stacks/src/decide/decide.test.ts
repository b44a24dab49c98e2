import { StackStatus } from "@aws-sdk/client-cloudformation";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { ServiceGraph } from "../service/service-graph.ts";
import { wantedTags } from "../stack/stack-tags.ts";
import { aService } from "../testing/a-service.ts";
import { aStack } from "../testing/a-stack.ts";
import { decide, describeReason } from "./decide.ts";
import { planAccount } from "./plan-account.ts";

const service = aService("orders");
const fingerprint = { service: "orders", digest: "new", inputs: [] };
const right = wantedTags("orders", "new");

const byStatus: Record<StackStatus, { sameTags: string; otherTags: string }> = {
  CREATE_COMPLETE: { sameTags: "skip", otherTags: "deploy" },
  UPDATE_COMPLETE: { sameTags: "skip", otherTags: "deploy" },
  IMPORT_COMPLETE: { sameTags: "skip", otherTags: "deploy" },
  UPDATE_ROLLBACK_COMPLETE: always("deploy"),
  IMPORT_ROLLBACK_COMPLETE: always("deploy"),
  DELETE_COMPLETE: always("deploy"),
  ROLLBACK_COMPLETE: always("delete-then-deploy"),
  ROLLBACK_FAILED: always("delete-then-deploy"),
  CREATE_FAILED: always("delete-then-deploy"),
  DELETE_FAILED: always("delete-then-deploy"),
  IMPORT_ROLLBACK_FAILED: always("delete-then-deploy"),
  REVIEW_IN_PROGRESS: always("delete-then-deploy"),
  UPDATE_ROLLBACK_FAILED: always("continue-rollback-then-deploy"),
  UPDATE_FAILED: always("continue-rollback-then-deploy"),
  CREATE_IN_PROGRESS: always("wait"),
  ROLLBACK_IN_PROGRESS: always("wait"),
  DELETE_IN_PROGRESS: always("wait"),
  UPDATE_IN_PROGRESS: always("wait"),
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: always("wait"),
  UPDATE_ROLLBACK_IN_PROGRESS: always("wait"),
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: always("wait"),
  IMPORT_IN_PROGRESS: always("wait"),
  IMPORT_ROLLBACK_IN_PROGRESS: always("wait"),
};

test.each(Object.values(StackStatus))("a stack in %s is decided as the design says", (status) => {
  const decided = (tags: Record<string, string>) =>
    decide(aStack("orders", { status, tags }), service, fingerprint).kind;
  expect(decided(right)).toBe(byStatus[status].sameTags);
  expect(decided(wantedTags("orders", "old"))).toBe(byStatus[status].otherTags);
  expect(decided({})).toBe(byStatus[status].otherTags);
});

test("nothing but a complete stack with both tags right is ever skipped", () => {
  const statuses = fc.oneof(fc.constantFrom(...Object.values(StackStatus)), fc.string());
  const value = fc.oneof(fc.constantFrom("orders", "new", "old"), fc.string());
  const tags = fc.dictionary(fc.constantFrom("regatta:service", "regatta:fingerprint", "team"), value);
  fc.assert(
    fc.property(statuses, tags, (status, tags) => {
      const { kind } = decide(aStack("orders", { status, tags }), service, fingerprint);
      const complete = ["CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"].includes(status);
      const same = tags["regatta:service"] === "orders" && tags["regatta:fingerprint"] === "new";
      expect(kind === "skip").toBe(complete && same);
    }),
  );
});

test("an update that express mode left failed cannot be rolled back: the stack is deleted", () => {
  const stack = aStack("orders", { status: "UPDATE_FAILED", express: true });
  expect(decide(stack, service, fingerprint).kind).toBe("delete-then-deploy");
  expect(decide({ ...stack, status: "UPDATE_COMPLETE", tags: right }, service, fingerprint).kind).toBe(
    "skip",
  );
});

test("other tags on the stack do not matter", () => {
  const stack = aStack("orders", { tags: { ...right, team: "boats" } });
  expect(decide(stack, service, fingerprint)).toEqual({ kind: "skip" });
});

test("the reason says what was found", () => {
  const reasonFor = (stack: ReturnType<typeof aStack> | undefined) => {
    const decision = decide(stack, service, fingerprint);
    return "reason" in decision ? [decision.reason, describeReason(decision.reason)] : undefined;
  };
  expect(reasonFor(undefined)).toEqual([{ kind: "missing" }, "never deployed"]);
  expect(reasonFor(aStack("orders"))).toEqual([
    { kind: "untagged" },
    "deployed by something else (no fingerprint on its stack)",
  ]);
  expect(reasonFor(aStack("orders", { tags: wantedTags("orders", "old") }))).toEqual([
    { kind: "changed", before: "old" },
    "changed",
  ]);
  expect(reasonFor(aStack("orders", { status: "ROLLBACK_FAILED" }))).toEqual([
    { kind: "status", status: "ROLLBACK_FAILED" },
    "status ROLLBACK_FAILED",
  ]);
});

test("a status of the future is waited for if it is in progress, else tried", () => {
  const decided = (status: string) =>
    decide(aStack("orders", { status, tags: right }), service, fingerprint).kind;
  expect(decided("REFACTOR_IN_PROGRESS")).toBe("wait");
  expect(decided("REFACTOR_COMPLETE")).toBe("deploy");
});

test("a plan decides for every service by the name of its stack, in deploy order", () => {
  const graph = new ServiceGraph([
    aService("api", { dependsOn: ["orders"], stackName: "dev-api" }),
    aService("orders"),
  ]);
  const fingerprints = new Map(["api", "orders"].map((name) => [name, { ...fingerprint, service: name }]));
  const states = new Map([["orders", aStack("orders", { tags: right })]]);
  expect(planAccount(states, graph, fingerprints)).toEqual([
    { service: "orders", stackName: "orders", decision: { kind: "skip" } },
    { service: "api", stackName: "dev-api", decision: { kind: "deploy", reason: { kind: "missing" } } },
  ]);
  expect(() => planAccount(states, graph, new Map())).toThrow(
    expect.objectContaining({ code: "FINGERPRINT_MISSING" }),
  );
});

function always(kind: string) {
  return { sameTags: kind, otherTags: kind };
}
