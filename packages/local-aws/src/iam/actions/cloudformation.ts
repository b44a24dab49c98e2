import { type AccessTable, tagContext, textOf } from "./access.ts";

/** CloudFormation: about a stack where the request names one, else about none. */
export const cloudformationAccess: AccessTable = ({ operation, params, account, region }) => {
  const name = textOf(params, "StackName") ?? textOf(params, "ChangeSetName");
  const context = {
    ...tagContext(params.Tags),
    "cloudformation:ChangeSetName": textOf(params, "ChangeSetName"),
    "cloudformation:RoleArn": textOf(params, "RoleARN"),
    "cloudformation:TemplateUrl": textOf(params, "TemplateURL"),
  };
  const isArn = name?.startsWith("arn:");
  // A stack's ARN ends with an id nobody knows who names the stack.
  const resource =
    name === undefined ? "*" : isArn ? name : `arn:aws:cloudformation:${region}:${account}:stack/${name}/*`;
  return [{ action: `cloudformation:${operation}`, resource, context }];
};
