import { type AccessTable, tagContext, textOf } from "./access.ts";

/** STS: becoming a role, and tagging the session; who one is may always be asked. */
export const stsAccess: AccessTable = ({ operation, params }) => {
  const roleArn = textOf(params, "RoleArn");
  if (operation !== "AssumeRole" || roleArn === undefined) return [];
  const context = {
    ...tagContext(params.Tags),
    "sts:ExternalId": textOf(params, "ExternalId"),
    "sts:RoleSessionName": textOf(params, "RoleSessionName"),
  };
  const tagged = Array.isArray(params.Tags) && params.Tags.length > 0 ? ["sts:TagSession"] : [];
  return ["sts:AssumeRole", ...tagged].map((action) => ({ action, resource: roleArn, context }));
};
