import { paginateListStacks, StackStatus } from "@aws-sdk/client-cloudformation";
import { collect, type Kind } from "./kind.ts";

/** The statuses of stacks that are there. */
export const living = Object.values(StackStatus).filter((status) => status !== "DELETE_COMPLETE");

/** Stacks, but not nested ones: those come and go with theirs. Nothing here removes them: that is the room `stacks`. */
export const stack: Kind = {
  name: "stack",
  type: "AWS::CloudFormation::Stack",
  arn: /^arn:[^:]+:cloudformation:[^:]*:[^:]*:stack\//,
  async list({ clients }) {
    const pages = paginateListStacks({ client: clients.cloudFormation }, { StackStatusFilter: living });
    const stacks = await collect(pages, (page) => page.StackSummaries);
    return stacks
      .filter(({ ParentId }) => !ParentId)
      .map(({ StackName = "", StackId }) => ({ name: StackName, arn: StackId }));
  },
};
