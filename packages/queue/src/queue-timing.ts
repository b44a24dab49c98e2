/** The times a container lives by, ms. */
export interface QueueTiming {
  /** A container whose heartbeat stood still for so long, by the clock of whoever looks, is taken for dead. */
  silentMs: number;
  /** A container that could not heartbeat for so long stops its files: less than `silentMs`, and time for them to end. */
  fenceMs: number;
  /** From one heartbeat to the next. */
  beatMs: number;
  /** How long one write or look may take before it is given up and sent again. */
  attemptMs: number;
  /** From a failed attempt to the next. */
  retryMs: number;
  /** From one look to the next while files run here. */
  lookMs: number;
  /** The same while nothing runs here, or a lock is waited for. */
  idleLookMs: number;
}

const LONGEST_MS = 45_000;

/**
 * Works out the times a container lives by. A container that died costs the run `silentMs`, and its accounts a lease; a
 * heartbeat is one write of one unit.
 * @param leaseMs how long an account's lease lasts without a heartbeat, ms.
 */
export function queueTiming(leaseMs: number): QueueTiming {
  const silentMs = Math.min(LONGEST_MS, leaseMs / 4);
  return {
    silentMs,
    fenceMs: (silentMs * 2) / 3,
    beatMs: silentMs / 4,
    attemptMs: Math.min(5_000, silentMs / 6),
    retryMs: Math.min(2_000, silentMs / 20),
    lookMs: silentMs / 4,
    idleLookMs: Math.min(2_000, silentMs / 10),
  };
}
