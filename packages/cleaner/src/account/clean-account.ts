import type { CleaningLease } from "@regatta/accounts";
import { type Clock, followed, isRegattaError, messageOf } from "@regatta/foundation";
import type { BaselineStore } from "../baseline/baseline-store.ts";
import { Parked } from "../waiting/parked.ts";
import type { CleaningEvent } from "./cleaning-event.ts";
import type { CleaningSettings } from "./cleaning-settings.ts";
import type { CleaningVerdict } from "./cleaning-verdict.ts";
import { makeClean } from "./make-clean.ts";
import { withContext } from "./open-context.ts";

export interface CleanAccountOptions {
  /** The right to clean the account; it is not ended here. */
  cleaning: CleaningLease;
  settings: CleaningSettings;
  baselines: BaselineStore;
  runId: string;
  /** Who cleans, for the record of a baseline. */
  by: string;
  /** Whether the pool has the account in this region alone. */
  isOnlyRegion: boolean;
  /** The user's interrupt. */
  signal: AbortSignal;
  clock: Clock;
  onEvent(event: CleaningEvent): void;
}

/**
 * Cleans one account under its cleaning lease and proves it. Never throws: whatever happens is a verdict. Once it returns
 * nothing of it is under way in the account any more.
 */
export async function cleanAccount(options: CleanAccountOptions): Promise<CleaningVerdict> {
  const { cleaning } = options;
  const signal = followed(cleaning.signal, options.signal);
  const { account } = cleaning;
  try {
    return await withContext({ ...options, account, signal }, (context) =>
      makeClean(context, { ...options, account }),
    );
  } catch (error) {
    if (cleaning.signal.aborted) return { kind: "lost", reason: messageOf(cleaning.signal.reason) };
    if (options.signal.aborted) return { kind: "interrupted", reason: messageOf(options.signal.reason) };
    if (error instanceof Parked) {
      return { kind: "parked", reason: error.message, afterMs: error.lookAgainAfterMs };
    }
    return { kind: "failed", reason: reasonOf(error), code: codeOf(error) };
  }
}

/** A code for errors of all kinds: ours, the SDK's names. */
function codeOf(error: unknown): string {
  return isRegattaError(error) ? error.code : ((error as Error | undefined)?.name ?? "UNKNOWN");
}

function reasonOf(error: unknown): string {
  const message = messageOf(error);
  const code = codeOf(error);
  return isRegattaError(error) || message.includes(code) ? message : `${code}: ${message}`;
}
