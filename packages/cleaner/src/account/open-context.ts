import { openSession, type PoolAccount } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import { CallPacer } from "@regatta/stacks";
import { CleanerClients } from "../clients/cleaner-clients.ts";
import type { AccountContext } from "./account-context.ts";
import type { CleaningEvent } from "./cleaning-event.ts";
import { type CleaningSettings, cleanerRoleArn, keepOf } from "./cleaning-settings.ts";

export interface OpenContextOptions {
  account: PoolAccount;
  runId: string;
  settings: CleaningSettings;
  /** The cleaning lease's and the user's interrupt; only reads: the user's alone. */
  signal: AbortSignal;
  clock: Clock;
  onEvent(event: CleaningEvent): void;
}

/**
 * Opens a session in an account with the cleaner's role, and runs `work` with all it needs.
 * @throws RegattaError as `openSession` does (PROTECTED_ACCOUNT, SESSION_REFUSED, WRONG_ACCOUNT, LEASE_LOST), and what
 * `work` throws.
 */
export async function withContext<T>(
  options: OpenContextOptions,
  work: (context: AccountContext) => Promise<T>,
): Promise<T> {
  const { account, runId, settings, signal, clock, onEvent } = options;
  const roleArn = cleanerRoleArn(settings, account.roleArn);
  const { protectedAccounts, pollMs } = settings;
  const session = await openSession({
    account: { ...account, roleArn },
    runId,
    protectedAccounts,
    signal,
    clock,
  });
  const onThrottled = (waitMs: number) => onEvent({ kind: "throttled", waitMs });
  const pacer = new CallPacer({ clock, signal, firstGapMs: pollMs / 10, maxGapMs: pollMs, onThrottled });
  const clients = new CleanerClients({ session, signal, pacer });
  const ref = { id: account.id, region: account.region };
  try {
    const keep = keepOf(settings, ref);
    return await work({ session, account: ref, signal, clock, clients, pollMs, keep, onEvent });
  } finally {
    clients.destroy();
    session.close();
  }
}
