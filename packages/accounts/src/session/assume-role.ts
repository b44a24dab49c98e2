import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import { type Clock, messageOf, RegattaError } from "@regatta/foundation";
import { accountKey } from "../account.ts";
import { toRegattaError } from "../aws/aws-error.ts";
import { ServerTime } from "../aws/server-time.ts";
import { watchServerTime } from "../aws/watch-server-time.ts";
import type { AwsCredentials } from "./aws-credentials.ts";
import type { AccountWithRole } from "./entered-account.ts";

export interface AssumeRoleOptions {
  client: STSClient;
  account: AccountWithRole;
  runId: string;
  /** How long the credentials are asked to live, seconds; `role-default` asks for nothing (an hour, by STS). */
  sessionSeconds: number | "role-default";
  clock: Clock;
  signal: AbortSignal;
}

export interface TimedCredentials {
  credentials: AwsCredentials;
  /** Monotonic time at which they end, ms: judged by STS's clock, not by this machine's. */
  endsAt: number;
  lifetimeMs: number;
}

/**
 * Gets credentials of an account's role from STS.
 * @throws RegattaError SESSION_REFUSED naming role and external id, or as AWS failed.
 */
export async function assumeRole(options: AssumeRoleOptions): Promise<TimedCredentials> {
  const { client, account, runId, sessionSeconds, clock, signal } = options;
  const command = new AssumeRoleCommand({
    RoleArn: account.roleArn,
    RoleSessionName: roleSessionName(runId),
    ...(sessionSeconds === "role-default" ? {} : { DurationSeconds: sessionSeconds }),
    ...(account.externalId === undefined ? {} : { ExternalId: account.externalId }),
    ...(account.untagged ? {} : { Tags: [{ Key: "regatta:run", Value: runId.slice(0, 256) }] }),
  });
  const time = new ServerTime(clock);
  watchServerTime(command, time, clock);
  try {
    const { Credentials: given } = await client.send(command, { abortSignal: signal });
    const credentials: AwsCredentials = {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
      expiration: given?.Expiration ?? new Date(0),
    };
    const lifetimeMs = credentials.expiration.getTime() - time.latest();
    return { credentials, lifetimeMs, endsAt: clock.monotonic() + lifetimeMs };
  } catch (error) {
    throw refused(error, account);
  }
}

/** STS takes 2 to 64 characters of a small set as a role session's name (API_AssumeRole). */
export function roleSessionName(runId: string): string {
  return `regatta-${runId}`.replace(/[^\w+=,.@-]/g, "-").slice(0, 64);
}

const REFUSALS = ["AccessDenied", "AccessDeniedException", "ValidationError", "RegionDisabledException"];

function refused(error: unknown, account: AccountWithRole): RegattaError {
  if (!REFUSALS.includes((error as { name?: string })?.name ?? "")) {
    return toRegattaError(error, {
      action: "sts:AssumeRole",
      target: account.roleArn,
      account: accountKey(account),
    });
  }
  const externalId =
    account.externalId === undefined ? "no external id" : `external id "${account.externalId}"`;
  return new RegattaError(
    `STS does not let us into ${accountKey(account)} as ${account.roleArn} with ${externalId}: ${messageOf(error)}`,
    {
      code: "SESSION_REFUSED",
      source: "service",
      account: accountKey(account),
      nextStep:
        `Check that the role exists, that its trust policy allows sts:AssumeRole${account.untagged ? "" : " and sts:TagSession"} ` +
        "to the identity Regatta runs as with this external id, and that its maximum session duration is long enough.",
      cause: error,
    },
  );
}
