import { RegattaError } from "@regatta/foundation";

/** The times a lease lives by, all in ms. */
export interface LeaseTiming {
  durationMs: number;
  /** Between two heartbeats, before jitter. */
  heartbeatMs: number;
  /** How long one heartbeat may take before it is given up and sent on a fresh connection. */
  attemptMs: number;
  /** From a heartbeat that failed to the next, before jitter. */
  retryMs: number;
  /** From the holder's fencing itself to the moment anyone may reap: the time its workers have to die. */
  marginMs: number;
  /** How often a holder looks whether it has to stop, and compares the wall clock with the monotonic one. */
  lookMs: number;
}

const SHORTEST_MS = 1_000;

/**
 * Works out a lease's times from its length.
 * @param durationMs how long the lease lasts without a heartbeat, at least 1000.
 * @throws RegattaError LEASE_TOO_SHORT.
 */
export function leaseTiming(durationMs: number): LeaseTiming {
  if (!(durationMs >= SHORTEST_MS)) {
    throw new RegattaError(`A lease of ${durationMs} ms is too short.`, {
      code: "LEASE_TOO_SHORT",
      source: "user",
      nextStep: "Ask for a second or more; minutes are usual.",
    });
  }
  return {
    durationMs,
    heartbeatMs: durationMs / 3,
    attemptMs: Math.min(10_000, durationMs / 6),
    retryMs: Math.min(5_000, durationMs / 20),
    marginMs: Math.min(15_000, durationMs / 4),
    // Not longer than from a third of the lease, the least a renewal may leave, to the margin.
    lookMs: Math.min(5_000, durationMs / 12),
  };
}

/** Spreads a time by a tenth to both sides, so that many holders do not beat in step. */
export function jittered(ms: number, random: () => number): number {
  return ms * (0.9 + 0.2 * random());
}
