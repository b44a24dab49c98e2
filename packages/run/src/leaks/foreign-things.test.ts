import { expect, test } from "@jest/globals";
import type { StackState } from "@regatta/stacks";
import { foreignThings } from "./foreign-things.ts";

const stack = (name: string, more: Partial<StackState> = {}): StackState => ({
  name,
  id: `arn:${name}`,
  status: "CREATE_COMPLETE",
  tags: {},
  outputs: {},
  ...more,
});
const of = (name: string) => ({ "aws:cloudformation:stack-name": name });

test("what services deploy is not foreign, nor what belongs to a stack, nor what is being deleted", () => {
  const things = foreignThings({
    ownStacks: new Set(["orders"]),
    stacks: [
      stack("orders"),
      stack("orders-nested", { rootId: "arn:orders" }),
      stack("of-another-team", { tags: { "regatta:service": "search" } }),
      stack("left"),
      stack("left-nested", { rootId: "arn:left" }),
      stack("failed", { status: "DELETE_FAILED" }),
      stack("going", { status: "DELETE_IN_PROGRESS" }),
    ],
    resources: [
      { arn: "arn:aws:sqs:::orders", tags: of("orders") },
      { arn: "arn:aws:sqs:::nested", tags: of("orders-nested") },
      { arn: "arn:aws:sqs:::left", tags: of("left") },
      { arn: "arn:aws:s3:::retained", tags: of("gone") },
      { arn: "arn:aws:cloudformation:eu-west-1:210000000001:stack/orders/1", tags: {} },
      { arn: "arn:aws:s3:::made-by-a-test", tags: {} },
    ],
  });
  expect([...things]).toEqual([
    "stack left",
    "stack failed",
    "arn:aws:s3:::retained",
    "arn:aws:s3:::made-by-a-test",
  ]);
});
