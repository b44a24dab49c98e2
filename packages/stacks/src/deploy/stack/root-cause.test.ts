import type { StackEvent } from "@aws-sdk/client-cloudformation";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { hasBegun, rootCause } from "./root-cause.ts";

const stackId = "arn:stack/orders/1";

/** One event; `at` in ms. */
function event(at: number, logicalId: string, status: string, reason?: string, token = "mine"): StackEvent {
  return {
    EventId: `${at}-${logicalId}-${status}`,
    StackId: stackId,
    StackName: "orders",
    Timestamp: new Date(at),
    LogicalResourceId: logicalId,
    PhysicalResourceId: logicalId === "orders" ? stackId : `id-${logicalId}`,
    ResourceType: logicalId === "orders" ? "AWS::CloudFormation::Stack" : "AWS::SNS::Topic",
    ResourceStatus: status as NonNullable<StackEvent["ResourceStatus"]>,
    ...(reason === undefined ? {} : { ResourceStatusReason: reason }),
    ClientRequestToken: token,
  };
}

const before = [
  event(1, "orders", "UPDATE_IN_PROGRESS", "User Initiated", "theirs"),
  event(2, "Old", "UPDATE_FAILED", "an old story", "theirs"),
  event(3, "orders", "UPDATE_ROLLBACK_COMPLETE", undefined, "theirs"),
];
const failing = [
  event(10, "orders", "UPDATE_IN_PROGRESS", "User Initiated"),
  event(11, "Queue", "CREATE_IN_PROGRESS"),
  event(12, "Table", "CREATE_FAILED", "Limit exceeded"),
  event(12, "Queue", "CREATE_FAILED", "Resource creation cancelled"),
  event(
    13,
    "orders",
    "UPDATE_ROLLBACK_IN_PROGRESS",
    "The following resource(s) failed to create: [Queue, Table].",
  ),
  event(14, "Table", "DELETE_FAILED", "something else, later"),
];

test("the cause is the first failure of this operation that is not a follower", () => {
  const newestFirst = [...before, ...failing].reverse();
  expect(rootCause(newestFirst, { token: "mine" })).toEqual({
    logicalId: "Table",
    message: "Limit exceeded",
  });
  expect(rootCause(newestFirst, { token: "theirs" })?.message).toBe("an old story");
  expect(rootCause(newestFirst, { since: new Date(10) })?.logicalId).toBe("Table");
});

test("the order in which events are listed does not matter, unless they are of the same moment", () => {
  const distinct = [...before, ...failing].filter(({ LogicalResourceId }) => LogicalResourceId !== "Queue");
  fc.assert(
    fc.property(fc.shuffledSubarray(distinct, { minLength: distinct.length }), (shuffled) => {
      expect(rootCause(shuffled, { token: "mine" })?.message).toBe("Limit exceeded");
    }),
  );
});

test("whatever was cancelled around it, the one real failure is found", () => {
  const verb = fc.constantFrom("creation", "update", "deletion");
  const followers = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), verb, fc.boolean()));
  fc.assert(
    fc.property(followers, fc.integer({ min: 0, max: 100 }), (others, at) => {
      const events = others.map(([time, what, british], i) =>
        event(time, `F${i}`, "CREATE_FAILED", `Resource ${what} cance${british ? "ll" : "l"}ed`),
      );
      const real = event(at, "Real", "CREATE_FAILED", "no such bucket");
      expect(rootCause([real, ...events], { token: "mine" })?.logicalId).toBe("Real");
      expect(rootCause(events, { token: "mine" })).toBeUndefined();
    }),
  );
});

test("the stack's own failure counts only when no resource has one", () => {
  const own = event(1, "orders", "DELETE_FAILED", "The following resource(s) failed to delete: [Bucket].");
  const bucket = event(2, "Bucket", "DELETE_FAILED", "not empty");
  expect(rootCause([bucket, own], { token: "mine" })?.logicalId).toBe("Bucket");
  expect(rootCause([own], { token: "mine" })?.logicalId).toBe("orders");
});

test("an export in use is found though its event has no failed status", () => {
  const reason = "Delete canceled. Cannot delete export orders-arn as it is in use by api.";
  const events = [event(1, "orders", "UPDATE_COMPLETE", reason), event(0, "orders", "DELETE_IN_PROGRESS")];
  expect(rootCause(events, { token: "mine" })).toEqual({ logicalId: "orders", message: reason });
});

test("a nested stack that failed is pointed at", () => {
  const nested = {
    ...event(1, "Inner", "CREATE_FAILED", "Embedded stack was not created"),
    ResourceType: "AWS::CloudFormation::Stack",
  };
  expect(rootCause([nested], { token: "mine" })?.nestedStackId).toBe("id-Inner");
});

test("an operation has begun when any event carries its token", () => {
  expect(hasBegun(before, "theirs")).toBe(true);
  expect(hasBegun(before, "mine")).toBe(false);
});
