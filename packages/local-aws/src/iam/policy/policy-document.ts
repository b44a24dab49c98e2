import { AwsError } from "../../gateway/service.ts";
import { isKnownOperator } from "./condition-operators.ts";

/** Operator → condition key → the values one of which has to fit. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Principal type (`AWS`, `Federated`, `Service`) → who; `*` alone is `{AWS: ["*"]}`. */
export type Principals = Readonly<Record<string, readonly string[]>>;

/** One statement, with every list made a list. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly principals: Principals | undefined;
  readonly conditions: Conditions;
}

/** What a policy is for: one of an identity names resources, one of a role's trust names principals. */
export type PolicyKind = "identity" | "trust";

const statementMembers = [
  ...["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"],
];

/**
 * Reads a policy (IAM guide, "Grammar of the IAM JSON policy language").
 * @param document its JSON text, or the object.
 * @throws {AwsError} `MalformedPolicyDocument`.
 */
export function readPolicy(document: unknown, kind: PolicyKind): readonly Statement[] {
  const policy = typeof document === "string" ? parse(document) : document;
  if (!isObject(policy)) throw malformed("Syntax errors in policy.");
  const { Version: version = "2008-10-17", Statement: statements } = policy;
  if (version !== "2012-10-17" && version !== "2008-10-17")
    throw malformed("The policy must contain a valid version string");
  if (statements === undefined) throw malformed("Missing required field Statement");
  return listOf(statements).map((statement) => readStatement(statement, kind));
}

function readStatement(value: unknown, kind: PolicyKind): Statement {
  if (!isObject(value)) throw malformed("Syntax errors in policy.");
  const unknown = Object.keys(value).find((name) => !statementMembers.includes(name));
  if (unknown !== undefined) throw malformed(`Unknown field ${unknown}`);
  const { Effect: effect } = value;
  if (effect !== "Allow" && effect !== "Deny") throw malformed(`Invalid effect: ${String(effect)}`);
  const statement: Statement = {
    sid: typeof value.Sid === "string" ? value.Sid : undefined,
    effect,
    actions: texts(value.Action),
    notActions: texts(value.NotAction),
    resources: texts(value.Resource),
    notResources: texts(value.NotResource),
    principals: readPrincipals(value.Principal),
    conditions: readConditions(value.Condition),
  };
  check(statement, kind);
  return statement;
}

function check(statement: Statement, kind: PolicyKind): void {
  const { actions, notActions, resources, notResources, principals } = statement;
  if ((actions === undefined) === (notActions === undefined))
    throw malformed("Policy statement must contain actions.");
  for (const action of [...(actions ?? []), ...(notActions ?? [])]) {
    if (action !== "*" && !/^[\w*?-]+:[\w*?]+$/.test(action))
      throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  }
  const hasResource = resources !== undefined || notResources !== undefined;
  if (kind === "identity" && !hasResource) throw malformed("Policy statement must contain resources.");
  if (kind === "identity" && principals) throw malformed("Policy document should not specify a principal.");
  if (kind === "trust" && hasResource) throw malformed("Has prohibited field Resource");
  if (kind === "trust" && !principals) throw malformed("Missing required field Principal");
  for (const resource of [...(resources ?? []), ...(notResources ?? [])]) {
    if (resource !== "*" && !/^arn:|^\*|^\$\{/.test(resource))
      throw malformed(`Resource ${resource} must be in ARN format or "*".`);
  }
}

function readPrincipals(value: unknown): Principals | undefined {
  if (value === undefined) return undefined;
  if (value === "*") return { AWS: ["*"] };
  if (!isObject(value)) throw malformed("Invalid principal in policy");
  return Object.fromEntries(Object.entries(value).map(([type, who]) => [type, texts(who) ?? []]));
}

function readConditions(value: unknown): Conditions {
  if (value === undefined) return {};
  if (!isObject(value)) throw malformed("Syntax errors in policy.");
  const operators = Object.entries(value).map(([operator, keys]) => {
    if (!isObject(keys)) throw malformed("Syntax errors in policy.");
    if (!isKnownOperator(operator)) throw malformed(`Invalid Condition type : ${operator}`);
    const wanted = Object.entries(keys).map(([key, values]) => [key, texts(values) ?? []]);
    return [operator, Object.fromEntries(wanted)];
  });
  return Object.fromEntries(operators);
}

function texts(value: unknown): readonly string[] | undefined {
  return value === undefined ? undefined : listOf(value).map(String);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(message: string): AwsError {
  return new AwsError("MalformedPolicyDocument", message);
}
