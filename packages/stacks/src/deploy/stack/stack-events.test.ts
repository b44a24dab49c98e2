import { afterEach, expect, test } from "@jest/globals";
import { systemClock } from "@regatta/foundation";
import { StackReader } from "../../stack/stack-reader.ts";
import { aStack } from "../../testing/a-stack.ts";
import { type Answers, CannedCloudFormation, members } from "../../testing/canned-cloudformation.ts";
import type { AccountCalls } from "../calls/stack-calls.ts";
import { SharedReader } from "../watch/shared-reader.ts";
import { continueRollback } from "./clear-stack.ts";
import { explainFailure } from "./stack-events.ts";

let canned: CannedCloudFormation;
afterEach(() => canned.close());

async function calls(answers: Answers): Promise<AccountCalls> {
  canned = await CannedCloudFormation.start(answers);
  const { client } = canned;
  const { signal } = new AbortController();
  const reader = new StackReader({ client, signal });
  const stacks = new SharedReader({ reader, clock: systemClock, gatherMs: 1, signal });
  return {
    client,
    reader,
    stacks,
    clock: systemClock,
    pollMs: 1,
    account: "1/x",
    signal,
    newToken: () => "mine",
  };
}

/** An event of the stack `StackId`, second `at` of some minute. */
function event(StackId: string, at: number, LogicalResourceId: string, more: Record<string, string>) {
  const Timestamp = `2026-01-01T00:00:${String(at).padStart(2, "0")}Z`;
  return { StackId, StackName: StackId, EventId: `${StackId}-${at}`, Timestamp, LogicalResourceId, ...more };
}

const failed = { ResourceStatus: "CREATE_FAILED", ClientRequestToken: "mine" };
const nestedType = "AWS::CloudFormation::Stack";
const eventsByStack: Record<string, Array<Record<string, string>>> = {
  outer: [
    event("outer", 9, "Database", {
      ...failed,
      PhysicalResourceId: "inner",
      ResourceType: nestedType,
      ResourceStatusReason: "Embedded stack was not created",
    }),
    event("outer", 5, "outer", {
      ResourceStatus: "CREATE_IN_PROGRESS",
      ClientRequestToken: "mine",
      PhysicalResourceId: "outer",
      ResourceType: nestedType,
    }),
  ],
  inner: [
    event("inner", 8, "Table", { ResourceStatus: "CREATE_FAILED", ResourceStatusReason: "too many tables" }),
    event("inner", 2, "Table", { ResourceStatus: "UPDATE_FAILED", ResourceStatusReason: "an older story" }),
  ],
};

function eventsAnswer({ Action, StackName = "" }: Record<string, string>): string | undefined {
  const events = eventsByStack[StackName];
  return Action === "DescribeStackEvents" && events
    ? `<StackEvents>${members(events)}</StackEvents>`
    : undefined;
}

test("the cause is followed into the nested stack that failed, within this operation", async () => {
  const reason = await explainFailure(await calls(eventsAnswer), "outer", "mine");
  expect(reason).toBe("Database/Table: too many tables");
});

test("a nested stack that cannot be read leaves the outer reason", async () => {
  const answers: Answers = (request) => (request.StackName === "inner" ? undefined : eventsAnswer(request));
  expect(await explainFailure(await calls(answers), "outer", "mine")).toBe(
    "Database: Embedded stack was not created",
  );
});

test("pages are read only as far back as the operation goes", async () => {
  const page = (token: string, events: Array<Record<string, string>>) =>
    `<StackEvents>${members(events)}</StackEvents><NextToken>${token}</NextToken>`;
  const pages: Record<string, string> = {
    first: page("second", [
      event("s", 9, "B", { ...failed, ResourceStatusReason: "Resource creation cancelled" }),
    ]),
    second: page("third", [
      event("s", 8, "A", { ...failed, ResourceStatusReason: "the cause" }),
      event("s", 1, "A", { ...failed, ClientRequestToken: "theirs", ResourceStatusReason: "older" }),
    ]),
  };
  const answers: Answers = ({ NextToken = "first" }) => pages[NextToken];
  expect(await explainFailure(await calls(answers), "s", "mine")).toBe("A: the cause");
  expect(canned.requests).toHaveLength(2);
});

test("an update left standing is rolled back with RollbackStack, a failed rollback is continued", async () => {
  const described = members([
    {
      StackName: "s",
      StackId: "s",
      StackStatus: "UPDATE_ROLLBACK_COMPLETE",
      CreationTime: "2026-01-01T00:00:00Z",
    },
  ]);
  const answers: Answers = ({ Action }) =>
    Action === "DescribeStacks" ? `<Stacks>${described}</Stacks>` : "";
  for (const [status, action] of [
    ["UPDATE_FAILED", "RollbackStack"],
    ["UPDATE_ROLLBACK_FAILED", "ContinueUpdateRollback"],
  ] as const) {
    const after = await continueRollback(await calls(answers), aStack("s", { status }));
    expect(after?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(canned.requests[0]).toMatchObject({ Action: action, ClientRequestToken: "mine" });
    if (status === "UPDATE_FAILED") await canned.close();
  }
});

test("all pages of DescribeStacks are read", async () => {
  const stack = (name: string) =>
    members([
      {
        StackName: name,
        StackId: name,
        StackStatus: "CREATE_COMPLETE",
        CreationTime: "2026-01-01T00:00:00Z",
      },
    ]);
  const answers: Answers = ({ NextToken }) =>
    NextToken
      ? `<Stacks>${stack("b")}</Stacks>`
      : `<Stacks>${stack("a")}</Stacks><NextToken>more</NextToken>`;
  const { reader } = await calls(answers);
  expect([...(await reader.readAll()).keys()]).toEqual(["a", "b"]);
  expect(canned.requests).toHaveLength(2);
});
