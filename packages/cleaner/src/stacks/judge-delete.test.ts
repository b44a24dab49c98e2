import type { ResourceStatus } from "@aws-sdk/client-cloudformation";
import { expect, test } from "@jest/globals";
import { judgeDelete } from "./judge-delete.ts";

function event(ClientRequestToken: string, status: string, at: number, more: object = {}) {
  const ResourceStatus = status as ResourceStatus;
  const Timestamp = new Date(at);
  return {
    StackId: "id",
    EventId: `${at}`,
    StackName: "orders",
    PhysicalResourceId: "id",
    ClientRequestToken,
    ResourceStatus,
    Timestamp,
    ...more,
  };
}

test("a delete is judged by its own events, not by those before it", () => {
  const before = [event("old", "DELETE_FAILED", 2), event("old", "DELETE_IN_PROGRESS", 1)];
  const begun = event("t", "DELETE_IN_PROGRESS", 3);
  const resource = event("t", "DELETE_FAILED", 4, { PhysicalResourceId: "queue" });
  expect(judgeDelete(before, "t")).toEqual({ kind: "not-begun" });
  expect(judgeDelete([resource, begun, ...before], "t")).toEqual({ kind: "under-way" });
  expect(judgeDelete([event("t", "DELETE_FAILED", 5), begun], "t")).toEqual({ kind: "failed" });
  expect(judgeDelete([event("t", "DELETE_COMPLETE", 3), begun], "t")).toEqual({ kind: "deleted" });
});

test("a stack that is back in its COMPLETE status was refused to go, for the reason its event has", () => {
  const ResourceStatusReason = "Delete canceled. Cannot delete export network as it is in use by app.";
  const events = [
    event("t", "UPDATE_COMPLETE", 4, { ResourceStatusReason }),
    event("t", "DELETE_IN_PROGRESS", 3),
  ];
  expect(judgeDelete(events, "t")).toEqual({ kind: "refused", reason: ResourceStatusReason });
});
