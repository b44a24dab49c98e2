import { accountKey, CredentialsEndpoint, openSession, sessionEnvironment } from "@regatta/accounts";
import { describeActor, messageOf, systemClock } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";
import { duration } from "../../output/duration.ts";
import { accountInHand, openPoolInHand, type PoolInHand } from "../../pool-in-hand.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { type RightToAccount, rightByLease, rightOfHolder } from "../../right-to-account.ts";
import { runInAccount } from "./run-in-account.ts";
import { warnOfEnd } from "./warn-of-end.ts";

export interface PoolShellOptions extends PoolOptions {
  account: string;
  /** What to run; the user's shell when empty. */
  command: string[];
  /** Lease the account for as long as it takes. */
  lease?: boolean;
}

/**
 * Does `regatta pool shell`. @returns the exit code of what was run.
 * @throws RegattaError ACCOUNT_NOT_HELD, ACCOUNT_BUSY, as openSession does, or SHELL_NOT_STARTED.
 */
export async function poolShell(context: CommandContext, options: PoolShellOptions): Promise<number> {
  const hand = await openPoolInHand(context, options);
  const right = await rightTo(hand, context, options);
  try {
    return await work(hand, right, context, options.command);
  } finally {
    const back = await right.end();
    if (back !== undefined) context.stderr.write(`${accountKey(right.account)}: ${back}\n`);
  }
}

async function rightTo(
  hand: PoolInHand,
  { env }: CommandContext,
  options: PoolShellOptions,
): Promise<RightToAccount> {
  const seen = await accountInHand(hand, options.account);
  const holder = describeActor(env);
  const isHeld = seen.lease?.byHand !== undefined && seen.lease.holder === holder;
  const leases = options.lease === true || seen.name !== undefined;
  if (isHeld || !leases) return rightOfHolder(hand, seen, holder);
  return rightByLease(hand, seen, { holder, reason: "a shell is open in it" });
}

async function work(
  { protectedAccounts }: PoolInHand,
  right: RightToAccount,
  context: CommandContext,
  command: string[],
): Promise<number> {
  const { account, runId, signal } = right;
  const { stderr, env, interrupt } = context;
  const key = accountKey(account);
  const done = new AbortController();
  const sessionSeconds = sessionSecondsFor(right.leftMs());
  const session = await openSession({ account, runId, protectedAccounts, sessionSeconds, signal });
  const endpoint = await CredentialsEndpoint.start();
  try {
    const left = right.leftMs();
    const howLong = Number.isFinite(left) ? `; yours for ${duration(Math.round(left / 1000) * 1000)}` : "";
    if (command.length === 0) stderr.write(`A shell in ${key}${howLong}. It ends with \`exit\`.\n`);
    const say = (text: string) => stderr.write(`\nregatta: ${text}\n`);
    void warnOfEnd({ leftMs: right.leftMs, clock: systemClock, signal: done.signal, say });
    signal.addEventListener("abort", () => say(`${messageOf(signal.reason)} What runs here is ended.`), {
      once: true,
    });
    return await runInAccount({
      command: command.length > 0 ? command : [env.SHELL || "/bin/sh"],
      cwd: context.cwd,
      env: {
        ...sessionEnvironment({ session, served: endpoint.serve(session), base: env }),
        ...promptOf(key),
      },
      signal,
      interrupt,
      clock: systemClock,
    });
  } finally {
    done.abort();
    session.close();
    await endpoint.close();
  }
}

// Credentials that were handed out cannot be taken back: they end about when the lease does. 900 s are STS's least, and an
// hour is the most for a role that was assumed by a role (API_AssumeRole).
function sessionSecondsFor(leftMs: number): number {
  return Math.max(900, Math.min(3_600, Math.ceil(leftMs / 1000)));
}

// A shell's own start-up files may set another prompt: bash is told after them. Where they win, the variable remains.
function promptOf(account: string): Record<string, string> {
  return {
    REGATTA_ACCOUNT: account,
    PS1: `(${account}) $ `,
    PROMPT_COMMAND: `PS1="(${account}) \${PS1#(${account}) }"`,
  };
}
