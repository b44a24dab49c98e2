import type { Answer } from "../../wire/query-answer.ts";
import { awsManagedPolicy } from "../store/aws-managed-policies.ts";
import type { IamAccount } from "../store/iam-account.ts";
import { iamError } from "../store/iam-error.ts";
import { attachments, deleteManagedPolicy, putManagedPolicy } from "../store/managed-policies.ts";
import type { ManagedPolicyRecord } from "../store/model.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { pageOf } from "./page.ts";

/** Policies have one version here. */
const version = "v1";

export const managedPolicyOperations: Readonly<Record<string, Operation>> = {
  CreatePolicy: async ({ account, params, now }) => {
    const spec = {
      name: params.requiredText("PolicyName"),
      document: params.requiredText("PolicyDocument"),
      path: params.text("Path"),
      description: params.text("Description"),
    };
    return { Policy: shown(await putManagedPolicy(account, spec, { now }), account) };
  },
  GetPolicy: async (context) => ({ Policy: shown(policyIn(context), context.account) }),
  GetPolicyVersion: async (context) => {
    const { document, createdAt } = policyIn(context);
    return {
      PolicyVersion: {
        Document: encodeURIComponent(document),
        VersionId: version,
        IsDefaultVersion: true,
        CreateDate: new Date(createdAt),
      },
    };
  },
  ListPolicies: async ({ account, params }) =>
    pageOf(account.policies(), params, { name: "Policies", shown: (policy) => shown(policy, account) }),
  ListPolicyVersions: async (context) => {
    const { createdAt } = policyIn(context);
    const only = { VersionId: version, IsDefaultVersion: true, CreateDate: new Date(createdAt) };
    return { Versions: [only], IsTruncated: false };
  },
  DeletePolicy: async ({ account, params }) => {
    await deleteManagedPolicy(account, params.requiredText("PolicyArn"));
    return undefined;
  },
};

function policyIn({ account, params }: OperationContext): ManagedPolicyRecord {
  const arn = params.requiredText("PolicyArn");
  const document = awsManagedPolicy(arn);
  const own = account.policy(arn);
  if (own) return own;
  if (document === undefined) throw iamError.notAttached(arn);
  const name = arn.split("/").pop() ?? "";
  return { name, path: "/", id: "ANPAREGATTALOCALAWS", arn, createdAt: 0, description: "", document };
}

function shown(policy: ManagedPolicyRecord, account: IamAccount): Answer {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: version,
    AttachmentCount: attachments(account, policy.arn),
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.createdAt),
  };
}
