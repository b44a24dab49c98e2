/** What one of the processes is told, as JSON in its first argument. */
export interface MemberOrder {
  name: string;
  role: "holder" | "cleaner";
  endpoint: string;
  region: string;
  table: string;
  pool: string;
  leaseMs: number;
}

/** What a process says as it goes: it may be killed at any moment, so nothing is kept for the end. */
export type MemberNews =
  /** It has loaded everything and begins. */
  | { kind: "begun" }
  /** Something of that name happened once more. */
  | { kind: "count"; what: Counted }
  /** How long accounts were waited for, ms. */
  | { kind: "waited"; ms: number }
  /** What must never happen. */
  | { kind: "violation"; what: string };

export type Counted =
  | "leases"
  | "cleanings"
  /** Leases that their holder saw lost, or gave up because it could not renew them in time. */
  | "losses"
  /** Acts of a holder that had stood still past its lease's end, refused by the account's own side. */
  | "lateActs"
  | "released"
  | "handedBackDirty"
  /** Errors of AWS that a process lives with. */
  | "failures";
