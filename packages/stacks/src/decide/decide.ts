import type { StackStatus } from "@aws-sdk/client-cloudformation";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { isInProgress, type StackState } from "../stack/stack-state.ts";
import { fingerprintTag, hasTags, wantedTags } from "../stack/stack-tags.ts";

/** Why a service has to be deployed. */
export type DeployReason =
  | { kind: "missing" }
  /** The stack has no fingerprint: something else deployed it, or changed its tags. */
  | { kind: "untagged" }
  | { kind: "changed"; before: string }
  | { kind: "status"; status: string }
  /** The caller wants it whatever its stacks say. */
  | { kind: "forced" };

/** What is to be done with one stack, or with a whole service, in one account. */
export type Decision =
  | { kind: "skip" }
  | { kind: "deploy"; reason: DeployReason }
  | { kind: "delete-then-deploy"; reason: DeployReason }
  | { kind: "continue-rollback-then-deploy"; reason: DeployReason }
  /** Somebody's operation is under way: wait for its end, then decide again. */
  | { kind: "wait"; status: string };

type Treatment = "compare-tags" | "deploy" | "delete" | "continue-rollback" | "wait" | "missing";

/**
 * By StackStatus of the CloudFormation API. Typed over the SDK's list, so that a status AWS adds fails the build.
 * - After UPDATE_ROLLBACK_COMPLETE the tags are not trusted: AWS does not say whether they roll back too.
 * - UPDATE_FAILED (an update made elsewhere with its rollback disabled) takes no normal update before it is
 *   rolled back.
 *   Express mode's knows no such rollback (aws-cdk-cli#1931): then the stack is deleted.
 * - REVIEW_IN_PROGRESS is a stack without resources whose first change set was never executed.
 */
const treatments: Record<StackStatus, Treatment> = {
  CREATE_COMPLETE: "compare-tags",
  UPDATE_COMPLETE: "compare-tags",
  IMPORT_COMPLETE: "compare-tags",
  UPDATE_ROLLBACK_COMPLETE: "deploy",
  IMPORT_ROLLBACK_COMPLETE: "deploy",
  DELETE_COMPLETE: "missing",
  CREATE_FAILED: "delete",
  ROLLBACK_COMPLETE: "delete",
  ROLLBACK_FAILED: "delete",
  DELETE_FAILED: "delete",
  IMPORT_ROLLBACK_FAILED: "delete",
  REVIEW_IN_PROGRESS: "delete",
  UPDATE_FAILED: "continue-rollback",
  UPDATE_ROLLBACK_FAILED: "continue-rollback",
  CREATE_IN_PROGRESS: "wait",
  ROLLBACK_IN_PROGRESS: "wait",
  DELETE_IN_PROGRESS: "wait",
  UPDATE_IN_PROGRESS: "wait",
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: "wait",
  UPDATE_ROLLBACK_IN_PROGRESS: "wait",
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: "wait",
  IMPORT_IN_PROGRESS: "wait",
  IMPORT_ROLLBACK_IN_PROGRESS: "wait",
};

/** What to do with one stack of `service`, as read (undefined: there is none). */
export function decide(
  stack: StackState | undefined,
  service: ServiceDefinition,
  fingerprint: Fingerprint,
): Decision {
  if (!stack) return { kind: "deploy", reason: { kind: "missing" } };
  const reason: DeployReason = { kind: "status", status: stack.status };
  switch (treatmentOf(stack)) {
    case "compare-tags":
      return compareTags(stack, service, fingerprint);
    case "missing":
      return { kind: "deploy", reason: { kind: "missing" } };
    case "deploy":
      return { kind: "deploy", reason };
    case "delete":
      return { kind: "delete-then-deploy", reason };
    case "continue-rollback":
      return { kind: "continue-rollback-then-deploy", reason };
    case "wait":
      return { kind: "wait", status: stack.status };
  }
}

// A status this version does not know: wait if it says so, else let CloudFormation accept or refuse the deploy.
function treatmentOf({ status, express }: StackState): Treatment {
  if (status === "UPDATE_FAILED" && express) return "delete";
  const known = Object.hasOwn(treatments, status) ? treatments[status as StackStatus] : undefined;
  return known ?? (isInProgress(status) ? "wait" : "deploy");
}

function compareTags({ tags }: StackState, service: ServiceDefinition, { digest }: Fingerprint): Decision {
  if (hasTags(tags, wantedTags(service.name, digest))) return { kind: "skip" };
  const before = tags[fingerprintTag];
  return { kind: "deploy", reason: before ? { kind: "changed", before } : { kind: "untagged" } };
}

/** A reason in words, for people. */
export function describeReason(reason: DeployReason): string {
  switch (reason.kind) {
    case "missing":
      return "never deployed";
    case "untagged":
      return "deployed by something else (no fingerprint on its stack)";
    case "changed":
      return "changed";
    case "status":
      return `status ${reason.status}`;
    case "forced":
      return "forced";
  }
}
