import { DescribeStacksCommand, ListStacksCommand } from "@aws-sdk/client-cloudformation";
import { ListRolePoliciesCommand, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { accountKey, openSession, type PoolAccount, roleOwner, type Session } from "@regatta/accounts";
import { type Clock, isRegattaError, messageOf } from "@regatta/foundation";
import { cloudFormationClient, iamClient } from "../aws/account-clients.ts";
import type { AccountFacts, Entry, Permissions } from "./judge-account.ts";
import { type Needed, neededActions } from "./needed-actions.ts";

export interface LookOptions {
  protectedAccounts: readonly string[];
  /** Names the sessions. */
  runId: string;
  /** The name of the cleaner's role, where it is another one. */
  cleanerRole?: string | undefined;
  /** The name of the bucket for code, with `{account}` and `{region}` in it. */
  bucket: string;
  /** Whether services are deployed by cdk. */
  usesCdk: boolean;
  clock: Clock;
}

const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/;
// What keeps old sessions out is named so by AWS's console, and by Regatta.
const SESSION_POLICY = /revoke.*session|session.*revoke/i;

/** Looks at one account of the pool from outside and, where it lets us in, from inside. Changes nothing. Never throws. */
export async function lookAtAccount(account: PoolAccount, options: LookOptions): Promise<AccountFacts> {
  const key = accountKey(account);
  const { protectedAccounts } = options;
  const owner = roleOwner(account.roleArn);
  const facts: AccountFacts = {
    account: key,
    isProtected: protectedAccounts.includes(account.id) || protectedAccounts.includes(key),
    roleOwner: owner,
    roleArn: account.roleArn,
    externalId: account.externalId,
  };
  if (facts.isProtected || owner !== account.id) return facts;
  const entered = await enter(account, options);
  facts.entry = entered.entry;
  if (!entered.session) return facts;
  try {
    return { ...facts, ...(await lookInside(account, entered.session, options)) };
  } finally {
    entered.session.close();
  }
}

async function lookInside(
  account: PoolAccount,
  session: Session,
  options: LookOptions,
): Promise<Partial<AccountFacts>> {
  const { cleanerRole, usesCdk } = options;
  const roleArn = cleanerRole && account.roleArn.replace(/:role\/.*$/, `:role/${cleanerRole}`);
  const [permissions, sessionPolicies, bootstrap, withoutExternalId, cleaner] = await Promise.all([
    findPermissions(account, session, options.bucket),
    findSessionPolicies(account, session),
    usesCdk ? findBootstrap(session) : undefined,
    account.externalId === undefined ? undefined : tryToEnter(withoutId(account), options),
    roleArn && roleArn !== account.roleArn ? tryToEnter({ ...account, roleArn }, options) : undefined,
  ]);
  return {
    permissions,
    sessionPolicies,
    ...(bootstrap === undefined ? {} : { bootstrap }),
    ...(withoutExternalId === undefined ? {} : { withoutExternalId }),
    ...(cleaner && roleArn ? { cleaner: { roleArn, entry: cleaner } } : {}),
  };
}

function withoutId({ externalId: _, ...account }: PoolAccount): PoolAccount {
  return account;
}

async function tryToEnter(account: PoolAccount, options: LookOptions): Promise<Entry> {
  const { entry, session } = await enter(account, options);
  session?.close();
  return entry;
}

async function enter(
  account: PoolAccount,
  { protectedAccounts, runId, clock }: LookOptions,
): Promise<{ entry: Entry; session?: Session }> {
  try {
    const session = await openSession({ account, runId, protectedAccounts, clock });
    const { expiration } = await session.credentials();
    return { entry: { kind: "entered", leftMs: expiration.getTime() - clock.now() }, session };
  } catch (error) {
    const code = isRegattaError(error) ? error.code : "UNKNOWN";
    return { entry: { kind: "refused", code, message: messageOf(error) } };
  }
}

async function findPermissions(account: PoolAccount, session: Session, bucket: string): Promise<Permissions> {
  const iam = iamClient(session);
  const ask = async ({ actions, on }: Needed) => {
    const { EvaluationResults: results = [] } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: account.roleArn,
        ActionNames: actions,
        ResourceArns: on,
      }),
    );
    const denied = results.filter(({ EvalDecision }) => EvalDecision !== "allowed");
    return denied.map(({ EvalActionName: name = "" }) => name);
  };
  try {
    const denied = await Promise.all(neededActions(account, bucket).map(ask));
    return { kind: "simulated", denied: denied.flat() };
  } catch {
    return await tryHarmlessCalls(session);
  } finally {
    iam.destroy();
  }
}

async function tryHarmlessCalls(session: Session): Promise<Permissions> {
  const client = cloudFormationClient(session);
  const calls: Array<[string, () => Promise<unknown>]> = [
    ["cloudformation:ListStacks", () => client.send(new ListStacksCommand({}))],
    ["cloudformation:DescribeStacks", () => client.send(new DescribeStacksCommand({}))],
  ];
  const denied: string[] = [];
  try {
    for (const [action, call] of calls) {
      try {
        await call();
      } catch (error) {
        if (!isDenied(error)) return { kind: "unknown", why: `${action}: ${messageOf(error)}` };
        denied.push(action);
      }
    }
    return { kind: "tried", denied };
  } finally {
    client.destroy();
  }
}

async function findSessionPolicies({ roleArn }: PoolAccount, session: Session): Promise<string[]> {
  const iam = iamClient(session);
  try {
    const RoleName = roleArn.split("/").at(-1);
    const { PolicyNames: names = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    return names.filter((name) => SESSION_POLICY.test(name));
  } catch {
    // A role need not be allowed to look at itself.
    return [];
  } finally {
    iam.destroy();
  }
}

async function findBootstrap(session: Session): Promise<NonNullable<AccountFacts["bootstrap"]>> {
  const client = cloudFormationClient(session);
  try {
    await client.send(new DescribeStacksCommand({ StackName: "CDKToolkit" }));
    return "there";
  } catch (error) {
    return /does not exist/i.test(messageOf(error)) ? "missing" : "unreadable";
  } finally {
    client.destroy();
  }
}

function isDenied(error: unknown): boolean {
  return DENIED.test((error as { name?: string })?.name ?? "");
}
