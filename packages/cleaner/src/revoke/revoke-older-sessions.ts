import { GetRoleCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { accountKey, ServerTime, watchServerTime } from "@regatta/accounts";
import { messageOf, RegattaError } from "@regatta/foundation";
import type { AccountContext } from "../account/account-context.ts";
import { revocationPolicy, revocationPolicyName } from "./revocation-policy.ts";

/** STS and IAM are two services with two clocks. A holder that vanished got its last credentials longer ago than this. */
const clockMarginMs = 2_000;

/** How long IAM may take to tell what it was just told, ms; it usually does at once. */
const patienceMs = 30_000;

/**
 * Refuses everything to sessions of a role that were opened before now, so that whoever held the account and comes back
 * to life can do nothing in it. To be called first of all: the cleaner's own session is renewed, and its clients are made
 * anew, because it may be one of the same role.
 *
 * The time is AWS's, from its answer's Date header: with this machine's a clock that is ahead would shut out the
 * cleaner and the next holder too. IAM is eventually consistent: reading the policy back proves that it is kept, not
 * that every service in the region knows of it yet, which takes some seconds. So what a zombie still does in those
 * seconds is met by the proof that comes last: the account has to look clean twice in a row.
 * @throws RegattaError REVOKE_REFUSED when the role cannot be read or given the policy, REVOKE_NOT_SEEN when IAM does not
 * tell it back within 30 s, and as the session fails.
 */
export async function revokeOlderSessions(
  context: AccountContext,
  { roleName }: { roleName: string },
): Promise<void> {
  const { session, clients } = context;
  const document = revocationPolicy((await serverTime(context, roleName)) - clockMarginMs);
  await session.renew();
  clients.destroy();
  await put(context, { roleName, document });
  await untilTold(context, { roleName, document });
  context.onEvent({ kind: "sessions-revoked", roleName });
}

/** AWS's time or somewhat earlier, ms. That the role is there is known with it. */
async function serverTime(context: AccountContext, roleName: string): Promise<number> {
  const { clients, clock, signal } = context;
  const time = new ServerTime(clock);
  const command = new GetRoleCommand({ RoleName: roleName });
  watchServerTime(command, time, clock);
  try {
    await clients.iam.send(command, { abortSignal: signal });
  } catch (error) {
    throw refused(error, { context, roleName, action: "iam:GetRole" });
  }
  return time.earliest();
}

async function put(
  context: AccountContext,
  { roleName, document }: { roleName: string; document: string },
): Promise<void> {
  const command = new PutRolePolicyCommand({
    RoleName: roleName,
    PolicyName: revocationPolicyName,
    PolicyDocument: document,
  });
  try {
    await context.clients.iam.send(command, { abortSignal: context.signal });
  } catch (error) {
    throw refused(error, { context, roleName, action: "iam:PutRolePolicy" });
  }
}

/** Asked with the renewed session: the answer also shows that it was not shut out itself. */
async function untilTold(
  context: AccountContext,
  { roleName, document }: { roleName: string; document: string },
): Promise<void> {
  const { clock, signal, pollMs } = context;
  const giveUpAt = clock.monotonic() + patienceMs;
  while ((await told(context, roleName)) !== document) {
    if (clock.monotonic() >= giveUpAt) throw notSeen(context, roleName);
    await clock.sleep(Math.max(pollMs, 1), signal);
  }
}

async function told({ clients, signal }: AccountContext, roleName: string): Promise<string | undefined> {
  const command = new GetRolePolicyCommand({ RoleName: roleName, PolicyName: revocationPolicyName });
  try {
    const { PolicyDocument: document } = await clients.iam.send(command, { abortSignal: signal });
    return document && decodeURIComponent(document);
  } catch (error) {
    signal.throwIfAborted();
    // Not there yet, or what is there is an older one that shuts this session out until the new one is known.
    if (/NoSuchEntity|AccessDenied/.test((error as { name?: string }).name ?? "")) return undefined;
    throw error;
  }
}

function refused(
  error: unknown,
  { context, roleName, action }: { context: AccountContext; roleName: string; action: string },
): unknown {
  context.signal.throwIfAborted();
  if (!/NoSuchEntity|AccessDenied/.test((error as { name?: string }).name ?? "")) return error;
  const account = accountKey(context.account);
  return new RegattaError(
    `Older sessions of the role ${roleName} in ${account} cannot be revoked (${action}): ${messageOf(error)}`,
    {
      code: "REVOKE_REFUSED",
      source: "user",
      account,
      nextStep:
        "Clean with a role that may put the revoking policy on the account's role: `cleaning.roleName`, and the template " +
        "of `regatta setup cleaner-role`.",
      cause: error,
    },
  );
}

function notSeen(context: AccountContext, roleName: string): RegattaError {
  const account = accountKey(context.account);
  return new RegattaError(
    `The role ${roleName} in ${account} does not have the revoking policy ${patienceMs / 1000} s after it was put there.`,
    {
      code: "REVOKE_NOT_SEEN",
      source: "service",
      account,
      nextStep:
        "Clean the account again; if this lasts, look whether something takes the role's inline policies away.",
    },
  );
}
