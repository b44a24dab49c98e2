import { type Clock, messageOf } from "@regatta/foundation";
import type { TellLimit } from "../tell-limit.ts";
import type { CredentialSource } from "./credential-source.ts";

export interface RefreshAheadOptions {
  source: CredentialSource;
  clock: Clock;
  /** Ends it. */
  signal: AbortSignal;
  tell: TellLimit;
}

/** How long after a try that brought nothing newer the next one comes at most, ms. */
const RETRY_MS = 60_000;
/** And at least, ms: those that are over are asked for as well. */
const SOONEST_MS = 5_000;
/** Newer credentials end so much later at least; else they are those it had, ms. */
const NEWER_MS = 1_000;

/**
 * Renews a session's credentials half-way through their life, whether anybody asks for them or not: where no newer ones
 * are to be had that is known while the old ones are still good for long, and told. Never rejects.
 */
export async function refreshAhead({ source, clock, signal, tell }: RefreshAheadOptions): Promise<void> {
  let isLimited = false;
  const slept = (ms: number) =>
    clock.sleep(ms, signal).then(
      () => !signal.aborted,
      () => false,
    );
  let wait = source.left().ms - source.left().lifetimeMs / 2;
  while (await slept(Math.max(SOONEST_MS, wait))) {
    const reason = await tryToRenew(source);
    if (signal.aborted) return;
    const { ms, lifetimeMs } = source.left();
    // Only the first failure says something new: the end stays where it is.
    if (reason !== undefined && !isLimited) tell({ endsInMs: ms, reason });
    if (reason === undefined && isLimited) tell(undefined);
    isLimited = reason !== undefined;
    wait = isLimited ? Math.min(RETRY_MS, ms / 10) : ms - lifetimeMs / 2;
  }
}

/** @returns why there are none that are good for longer; undefined when there are. */
async function tryToRenew(source: CredentialSource): Promise<string | undefined> {
  const before = source.left().ms;
  try {
    await source.refresh();
  } catch (error) {
    return `its credentials cannot be renewed: ${messageOf(error)}`;
  }
  return source.left().ms > before + NEWER_MS
    ? undefined
    : "its credentials end, and newer ones are not to be had";
}
