import { onlyTimeRemoves } from "../waiting/only-time-removes.ts";

const minuteMs = 60_000;

/** Why a stack or a resource of it was not deleted, as far as it decides what is done next. */
export type FailureKind =
  /** Too many calls: nothing of the account's. */
  | { kind: "throttled" }
  /** Only time removes what is in the way; trying sooner than this is of no use, ms. */
  | { kind: "takes-time"; retryMs: number }
  | { kind: "resists" };

const tooManyCalls = /rate exceeded|throttl|too many requests|request limit exceeded/i;
// The interfaces of functions in a VPC are removed by Lambda 20 to 30 minutes after the functions.
const networkPart = /network interface|security group|subnet|\b(eni|sg|subnet|vpc)-[0-9a-f]/i;
const stillUsed = /depend|in use/i;

/** Reads the kind out of a failure's reason, which is all that CloudFormation tells. Pure. */
export function failureKind(reason: string): FailureKind {
  if (tooManyCalls.test(reason)) return { kind: "throttled" };
  const waiting = onlyTimeRemoves(reason);
  if (waiting) return { kind: "takes-time", retryMs: waiting.lookAgainAfterMs };
  if (networkPart.test(reason) && stillUsed.test(reason))
    return { kind: "takes-time", retryMs: 20 * minuteMs };
  return { kind: "resists" };
}
