import { iamError } from "../store/iam-error.ts";
import type { Operation } from "./operation.ts";
import { pageOf } from "./page.ts";
import { change, roleIn } from "./roles.ts";

export const rolePolicyOperations: Readonly<Record<string, Operation>> = {
  PutRolePolicy: async (context) => {
    const name = context.params.requiredText("PolicyName");
    const document = context.params.requiredText("PolicyDocument");
    await change(context, ({ inline }) => ({ inline: { ...inline, [name]: document } }));
    return undefined;
  },
  GetRolePolicy: async (context) => {
    const role = roleIn(context);
    const name = context.params.requiredText("PolicyName");
    const document = role.inline[name];
    if (document === undefined) throw iamError.noSuchRolePolicy(name);
    return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeURIComponent(document) };
  },
  ListRolePolicies: async (context) => {
    const names = Object.keys(roleIn(context).inline).sort();
    return pageOf(names, context.params, { name: "PolicyNames", shown: (name) => name });
  },
  DeleteRolePolicy: async (context) => {
    const name = context.params.requiredText("PolicyName");
    const { [name]: gone, ...left } = roleIn(context).inline;
    if (gone === undefined) throw iamError.noSuchRolePolicy(name);
    await change(context, () => ({ inline: left }));
    return undefined;
  },
  AttachRolePolicy: async (context) => {
    const arn = context.params.requiredText("PolicyArn");
    await change(context, ({ attached }) => ({ attached: [...new Set([...attached, arn])] }));
    return undefined;
  },
  DetachRolePolicy: async (context) => {
    const arn = context.params.requiredText("PolicyArn");
    if (!roleIn(context).attached.includes(arn)) throw iamError.notAttached(arn);
    await change(context, ({ attached }) => ({ attached: attached.filter((one) => one !== arn) }));
    return undefined;
  },
  ListAttachedRolePolicies: async (context) =>
    pageOf(roleIn(context).attached, context.params, {
      name: "AttachedPolicies",
      shown: (arn) => ({ PolicyArn: arn, PolicyName: arn.split("/").pop() }),
    }),
};
