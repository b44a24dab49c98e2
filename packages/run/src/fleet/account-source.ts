import type { Look, LookOptions, Pool, PoolAccount } from "@regatta/accounts";
import type { HeldLease } from "./held-lease.ts";

/** What one look for accounts came to. */
export interface Found extends Omit<Look, "leases"> {
  /** The accounts taken by this look. */
  leases: HeldLease[];
  /** Why there is none, where it is not the pool that has none. */
  unavailable?: { reason: string; nextStep: string; mayChange: boolean };
}

/** Where a fleet has its accounts from: a place in the line, what nobody in line is due, or the developer. */
export interface AccountSource {
  /** @throws RegattaError as AWS failed, with no account taken. */
  look(options: LookOptions): Promise<Found>;
  /** Waits no longer. Never throws. */
  leave(): Promise<void>;
}

/** How accounts are leased, whoever asks. */
export interface LeaseTerms {
  runId: string;
  holder: string;
  durationMs: number;
  costOf: (account: PoolAccount) => number;
}

/** Accounts for who never waits: what nobody in line is due. */
export function sourceWithoutLine(pool: Pool, terms: LeaseTerms): AccountSource {
  return {
    async look({ held, want, ...which }) {
      const leases = want > 0 ? await pool.acquireMany({ ...terms, ...which, count: want }) : [];
      const isShort = held + leases.length === 0 && want > 0;
      return { leases, surplus: 0, line: [], accounts: isShort ? await pool.list() : [] };
    },
    async leave() {},
  };
}
