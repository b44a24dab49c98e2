import { type AccessTable, tagContext, textOf } from "./access.ts";

/** IAM: about a role, a managed policy or a provider, by what the request names. */
export const iamAccess: AccessTable = async ({ operation, params, account }, { roleArnOf }) => {
  const role = textOf(params, "RoleName");
  const policy = textOf(params, "PolicyName");
  const path = textOf(params, "Path") ?? "/";
  const own = `arn:aws:iam::${account}`;
  const resources = {
    role: role && (operation === "CreateRole" ? `${own}:role${path}${role}` : await roleArnOf(role)),
    policyArn: textOf(params, "PolicyArn"),
    provider: textOf(params, "OpenIDConnectProviderArn"),
    created: operation === "CreatePolicy" && policy ? `${own}:policy${path}${policy}` : undefined,
    url: textOf(params, "Url")?.replace("https://", `${own}:oidc-provider/`),
    source: textOf(params, "PolicySourceArn"),
  };
  const { role: roleArn, policyArn, provider, created, url, source } = resources;
  const context = {
    ...tagContext(params.Tags),
    "iam:PolicyARN": policyArn,
    "iam:PermissionsBoundary": textOf(params, "PermissionsBoundary"),
  };
  const resource = roleArn ?? policyArn ?? provider ?? created ?? url ?? source ?? "*";
  return [{ action: `iam:${operation}`, resource, context }];
};
