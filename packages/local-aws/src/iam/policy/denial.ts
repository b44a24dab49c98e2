import type { Decision } from "./decide.ts";
import type { PolicySource } from "./decide-for.ts";

/** Why a request is refused, as AWS words it (IAM guide, "Troubleshoot access denied error messages"). */
export function denial(options: {
  arn: string;
  action: string;
  resource: string;
  decision: Decision;
  by: PolicySource;
}): string {
  const { arn, action, resource, decision, by } = options;
  const article = by === "identity-based policy" ? "an" : "a";
  const on = resource === "*" ? "" : ` on resource: ${resource}`;
  const why =
    decision === "explicitDeny"
      ? `with an explicit deny in ${article} ${by}`
      : `because no ${by} allows the ${action} action`;
  return `User: ${arn} is not authorized to perform: ${action}${on} ${why}`;
}
