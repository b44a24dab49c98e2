import type { Params } from "../../cloudformation/wire/params.ts";
import type { Answer } from "../../wire/query-answer.ts";
import { iamError } from "../store/iam-error.ts";
import type { RoleRecord } from "../store/model.ts";
import { changeRole, createRole, existingRole } from "../store/roles.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { pageOf } from "./page.ts";
import { shownTags, tagsIn } from "./tags.ts";

export const roleOperations: Readonly<Record<string, Operation>> = {
  CreateRole: async ({ account, params, now }) => {
    const spec = {
      name: params.requiredText("RoleName"),
      trust: params.requiredText("AssumeRolePolicyDocument"),
      path: params.text("Path"),
      description: params.text("Description"),
      maxSessionSeconds: params.number("MaxSessionDuration"),
      boundaryArn: params.text("PermissionsBoundary"),
      tags: tagsIn(params),
    };
    return { Role: shown(await createRole(account, spec, now)) };
  },
  GetRole: async (context) => ({ Role: shown(roleIn(context)) }),
  ListRoles: async ({ account, params }) => {
    const prefix = params.text("PathPrefix") ?? "/";
    const roles = account.roles().filter(({ path }) => path.startsWith(prefix));
    return pageOf(roles, params, { name: "Roles", shown });
  },
  UpdateRole: async (context) => {
    const { params } = context;
    await change(context, (role) => ({
      description: params.text("Description") ?? role.description,
      maxSessionSeconds: params.number("MaxSessionDuration") ?? role.maxSessionSeconds,
    }));
    return {};
  },
  UpdateAssumeRolePolicy: async (context) => {
    const trust = context.params.requiredText("PolicyDocument");
    await change(context, () => ({ trust }));
    return undefined;
  },
  DeleteRole: async (context) => {
    const { name, attached, inline } = roleIn(context);
    if (attached.length > 0) throw iamError.detachFirst();
    if (Object.keys(inline).length > 0) throw iamError.deletePoliciesFirst();
    await context.account.removeRole(name);
    return undefined;
  },
  TagRole: async (context) => {
    const added = tagsIn(context.params);
    await change(context, ({ tags }) => ({ tags: { ...tags, ...added } }));
    return undefined;
  },
  UntagRole: async (context) => {
    const gone = context.params.texts("TagKeys") ?? [];
    await change(context, ({ tags }) => ({
      tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.includes(key))),
    }));
    return undefined;
  },
  ListRoleTags: async (context) => ({ Tags: shownTags(roleIn(context).tags), IsTruncated: false }),
  PutRolePermissionsBoundary: async (context) => {
    const boundaryArn = context.params.requiredText("PermissionsBoundary");
    await change(context, () => ({ boundaryArn }));
    return undefined;
  },
  DeleteRolePermissionsBoundary: async ({ account, params }) => {
    const { boundaryArn: _, ...role } = existingRole(account, params.requiredText("RoleName"));
    await account.putRole(role);
    return undefined;
  },
  ListInstanceProfilesForRole: async (context) => {
    roleIn(context);
    return { InstanceProfiles: [], IsTruncated: false };
  },
};

/** The role a request names. @throws {AwsError} `NoSuchEntity`. */
export function roleIn({
  account,
  params,
}: {
  account: OperationContext["account"];
  params: Params;
}): RoleRecord {
  return existingRole(account, params.requiredText("RoleName"));
}

/** Changes the role a request names. */
export function change(
  { account, params }: OperationContext,
  to: (role: RoleRecord) => Partial<RoleRecord>,
): Promise<RoleRecord> {
  return changeRole(account, params.requiredText("RoleName"), to);
}

function shown(role: RoleRecord): Answer {
  return {
    RoleName: role.name,
    RoleId: role.id,
    Path: role.path,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    // Documents go over the wire in percent-encoding.
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    Tags: shownTags(role.tags),
    PermissionsBoundary: role.boundaryArn && {
      PermissionsBoundaryType: "Policy",
      PermissionsBoundaryArn: role.boundaryArn,
    },
  };
}
