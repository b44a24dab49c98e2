import { decide } from "./decide.ts";
import type { Statement } from "./policy-document.ts";
import type { RequestContext } from "./request-context.ts";

/** Who wants to become a role. */
export interface TrustRequest {
  readonly action: "sts:AssumeRole" | "sts:AssumeRoleWithWebIdentity" | "sts:TagSession";
  /**
   * By principal type, every name the caller goes by: for `AWS` the session's ARN, its role's ARN and its account, for
   * `Federated` the provider's ARN.
   */
  readonly principal: { readonly type: "AWS" | "Federated"; readonly names: readonly string[] };
  readonly roleArn: string;
  readonly context: RequestContext;
}

/** Whether a role's trust policy lets somebody in. */
export function trusts(statements: readonly Statement[], request: TrustRequest): boolean {
  const { action, roleArn: resource, context } = request;
  const about = statements.filter((statement) => names(statement, request.principal));
  return decide(about, { action, resource, context }) === "allowed";
}

function names({ principals = {} }: Statement, { type, names: callers }: TrustRequest["principal"]): boolean {
  const named = principals[type] ?? [];
  return named.some((one) => (one === "*" && type === "AWS") || callers.includes(one));
}

/** The names an AWS principal goes by: itself, its role and its account (as ARN of its root, or its id). */
export function principalNames(options: {
  arn: string;
  roleArn: string | undefined;
  account: string;
}): string[] {
  const { arn, roleArn, account } = options;
  return [arn, ...(roleArn === undefined ? [] : [roleArn]), `arn:aws:iam::${account}:root`, account];
}
