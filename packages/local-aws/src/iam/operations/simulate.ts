import type { Answer } from "../../wire/query-answer.ts";
import { decideFor } from "../policy/decide-for.ts";
import { RequestContext } from "../policy/request-context.ts";
import { iamError } from "../store/iam-error.ts";
import { existingRole } from "../store/roles.ts";
import type { Operation, OperationContext } from "./operation.ts";

/** Says what the policies of a role would allow, without trying it. */
export const simulationOperations: Readonly<Record<string, Operation>> = {
  SimulatePrincipalPolicy: async (context) => {
    const { params } = context;
    const actions = params.texts("ActionNames") ?? [];
    const resources = params.texts("ResourceArns") ?? ["*"];
    const judge = judgeOf(context);
    const results = actions.flatMap((action) => resources.map((resource) => judge(action, resource)));
    return { EvaluationResults: results, IsTruncated: false };
  },
};

function judgeOf({ account, params, now }: OperationContext): (action: string, resource: string) => Answer {
  const arn = params.requiredText("PolicySourceArn");
  const name = /^arn:aws[a-z-]*:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(arn);
  if (name?.[1] !== account.id || name[2] === undefined)
    throw iamError.invalid(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  const policies = account.policiesOf(existingRole(account, name[2]));
  const context = new RequestContext({
    "aws:CurrentTime": new Date(now).toISOString(),
    "aws:PrincipalArn": arn,
  });
  for (const entry of params.groups("ContextEntries") ?? [])
    context.add({ [entry.requiredText("ContextKeyName")]: entry.texts("ContextKeyValues") ?? [] });
  return (action, resource) => ({
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decideFor(policies, { action, resource, context }).decision,
    MatchedStatements: [],
    MissingContextValues: [],
  });
}
