import { conditionsHold } from "./conditions-hold.ts";
import type { Statement } from "./policy-document.ts";
import { type RequestContext, substituted } from "./request-context.ts";
import { fitsWildcard } from "./wildcard.ts";

/** One action on one resource, as IAM sees it. */
export interface AccessRequest {
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  /** An ARN, or `*` where an action is about no resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

export type Decision = "allowed" | "explicitDeny" | "implicitDeny";

/** IAM's rule: one Deny that fits refuses, else one Allow that fits allows, else it is refused. */
export function decide(statements: readonly Statement[], request: AccessRequest): Decision {
  const fitting = statements.filter((statement) => applies(statement, request));
  if (fitting.some(({ effect }) => effect === "Deny")) return "explicitDeny";
  return fitting.length > 0 ? "allowed" : "implicitDeny";
}

function applies(statement: Statement, { action, resource, context }: AccessRequest): boolean {
  return (
    actionFits(statement, action) &&
    resourceFits(statement, resource, context) &&
    conditionsHold(statement.conditions, context)
  );
}

/** Whether a statement is about an action, whatever its resource. */
export function actionFits({ actions, notActions }: Statement, action: string): boolean {
  const fits = (pattern: string): boolean => fitsWildcard(pattern, action, { ignoreCase: true });
  return actions ? actions.some(fits) : !(notActions ?? []).some(fits);
}

/** A trust policy names no resource: it is about its own role. */
function resourceFits(statement: Statement, resource: string, context: RequestContext): boolean {
  const { resources, notResources } = statement;
  const fits = (pattern: string): boolean => {
    const whole = substituted(pattern, context);
    return whole !== undefined && fitsWildcard(whole, resource);
  };
  if (resources) return resources.some(fits);
  return notResources ? !notResources.some(fits) : true;
}
