/** Until when a lease or a session is good for certain. */
export interface Limit {
  /** Counted from now, ms. */
  endsInMs: number;
  /** Why it is not known to go on, in words for people. */
  reason: string;
}

/** Told of a limit when there is one, which is only in trouble, and undefined when there is none any more. */
export type TellLimit = (limit: Limit | undefined) => void;
