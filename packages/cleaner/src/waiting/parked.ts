import { RegattaError } from "@regatta/foundation";

/**
 * What is in the way goes by itself, in time, and by nothing else: the account is to be looked at again later, which is
 * no failure of the cleaning.
 */
export class Parked extends RegattaError {
  /** From now on, ms. A duration, not a time of day: the pool's time is the server's. */
  readonly lookAgainAfterMs: number;

  constructor(message: string, { account, lookAgainAfterMs }: { account: string; lookAgainAfterMs: number }) {
    super(message, {
      code: "CLEANING_PARKED",
      source: "service",
      account,
      nextStep: `Nothing: it is looked at again in ${Math.ceil(lookAgainAfterMs / 60_000)} minutes.`,
    });
    this.lookAgainAfterMs = lookAgainAfterMs;
  }
}
