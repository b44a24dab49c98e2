import type { Identity } from "../identity/key-ring.ts";
import { type HttpCall, headerOf } from "./http-call.ts";
import { refusal } from "./refusal.ts";
import type { Caller } from "./service.ts";
import type { ServiceName } from "./service-name.ts";
import { isSignedWith, type Signature } from "./signature.ts";

/** How far a request's time may be from the server's (IAM guide, "Elements of an AWS API request signature"). */
const toleranceMinutes = 5;

/** S3's own ("RequestTimeTooSkewed" in its API reference). */
const s3ToleranceMinutes = 15;

/**
 * Decides who sent a request.
 * @param options.find whom an access key belongs to.
 * @param options.now server time, ms since the epoch.
 * @throws {AwsError} unknown key, wrong or missing session token, expired session, a signature that is
 * wrong or too old, each with the code of the service.
 */
export function authenticate(options: {
  call: HttpCall;
  service: ServiceName;
  signature: Signature;
  find: (accessKeyId: string) => Identity | undefined;
  now: number;
}): Caller {
  const { call, service, signature, now } = options;
  const identity = options.find(signature.accessKeyId);
  if (!identity) throw refusal(service, "unknown-key");
  if (headerOf(call, "x-amz-security-token") !== identity.sessionToken) throw refusal(service, "unknown-key");
  checkTime(call, service, now);
  if (!isSignedWith(call, signature, identity.secretAccessKey)) throw refusal(service, "wrong-signature");
  if (identity.expiresAt !== undefined && identity.expiresAt <= now)
    throw refusal(service, "expired-session");
  const { account, arn, accessKeyId } = identity;
  return { account, arn, accessKeyId, region: signature.region };
}

/** SDKs recognise this refusal as clock skew and try again with the server's time. */
function checkTime(call: HttpCall, service: ServiceName, now: number): void {
  const stated = headerOf(call, "x-amz-date") ?? "";
  const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(stated) ?? [];
  if (!day || !time)
    throw refusal(service, "wrong-signature", `Date must be in ISO-8601 'basic format'. Got '${stated}'.`);
  const at = Date.parse(
    `${day.replace(/(....)(..)(..)/, "$1-$2-$3")}T${time.replace(/(..)(..)(..)/, "$1:$2:$3")}Z`,
  );
  const minutes = service === "s3" ? s3ToleranceMinutes : toleranceMinutes;
  const toleranceMs = minutes * 60_000;
  if (at < now - toleranceMs) {
    const server = basicFormat(now);
    const limit = basicFormat(now - toleranceMs);
    throw refusal(
      service,
      "stale-signature",
      `Signature expired: ${stated} is now earlier than ${limit} (${server} - ${minutes} min.)`,
    );
  }
  if (at > now + toleranceMs) {
    const server = basicFormat(now);
    const limit = basicFormat(now + toleranceMs);
    throw refusal(
      service,
      "stale-signature",
      `Signature not yet current: ${stated} is still later than ${limit} (${server} + ${minutes} min.)`,
    );
  }
}

function basicFormat(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");
}
