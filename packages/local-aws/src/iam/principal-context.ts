import type { Caller } from "../gateway/service.ts";
import type { Identity } from "../identity/key-ring.ts";
import { RequestContext } from "./policy/request-context.ts";

/**
 * What every request of a session is judged by (IAM guide, "AWS global condition context keys").
 * @param options.now server time, ms since the epoch.
 */
export function principalContext(options: {
  identity: Identity;
  caller: Caller;
  now: number;
}): RequestContext {
  const { identity, caller, now } = options;
  const { role, issuedAt, tags = {} } = identity;
  const tagged = Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  return new RequestContext({
    "aws:PrincipalArn": role?.arn ?? identity.arn,
    "aws:PrincipalAccount": identity.account,
    "aws:PrincipalType": role ? "AssumedRole" : "User",
    "aws:userid": identity.userId,
    "aws:ResourceAccount": caller.account,
    "aws:RequestedRegion": caller.region,
    "aws:CurrentTime": seconds(now),
    "aws:EpochTime": String(Math.floor(now / 1000)),
    "aws:TokenIssueTime": issuedAt === undefined ? undefined : seconds(issuedAt),
    "aws:SecureTransport": "true",
    "aws:SourceIp": "127.0.0.1",
    ...Object.fromEntries(tagged),
  });
}

/** Times in policies count whole seconds. */
function seconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, "");
}
