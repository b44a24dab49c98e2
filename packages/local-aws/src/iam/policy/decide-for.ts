import { type AccessRequest, type Decision, decide } from "./decide.ts";
import type { Statement } from "./policy-document.ts";

/** The kinds of policies that all have to allow a request. */
export type PolicySource = "identity-based policy" | "permissions boundary" | "session policy";

/** Everything a session is judged by. */
export interface Policies {
  readonly identity: readonly Statement[];
  readonly boundary?: readonly Statement[] | undefined;
  /** Given with AssumeRole: the session may do no more than this. */
  readonly session?: readonly Statement[] | undefined;
}

/** @returns the decision, and which policy made it (IAM guide, "Policy evaluation logic"). */
export function decideFor(
  { identity, boundary, session }: Policies,
  request: AccessRequest,
): { decision: Decision; by: PolicySource } {
  const sources: Array<[PolicySource, readonly Statement[] | undefined]> = [
    ["identity-based policy", identity],
    ["permissions boundary", boundary],
    ["session policy", session],
  ];
  const decided = sources.flatMap(([by, statements]) =>
    statements ? [{ by, decision: decide(statements, request) }] : [],
  );
  return (
    decided.find(({ decision }) => decision === "explicitDeny") ??
    decided.find(({ decision }) => decision === "implicitDeny") ?? {
      by: "identity-based policy",
      decision: "allowed",
    }
  );
}
