import { isRegattaError } from "@regatta/foundation";
import type { AccountRef } from "../account.ts";
import type { TellLimit } from "../tell-limit.ts";
import type { AwsCredentials } from "./aws-credentials.ts";

/** Credentials inside one account, refreshed while they may be used. */
export interface Session {
  readonly account: AccountRef;
  /**
   * Credentials good for at least 5 minutes (or a third of a shorter session); usable as an SDK client's
   * `credentials`. Needs no `this`.
   * @throws RegattaError LEASE_LOST or SESSION_CLOSED once cut off; SESSION_REFUSED when AWS does not let us in any
   * more; or as AWS failed.
   */
  credentials(): Promise<AwsCredentials>;
  /**
   * Gets new credentials, whatever is left of the old ones: for who is about to have older ones refused. Clients made
   * before may go on with what they were given.
   * @throws RegattaError as `credentials` does.
   */
  renew(): Promise<void>;
  /**
   * From now on renews the credentials half-way through their life, asked for or not, until it is closed.
   * @param tell told how long they are still good for when newer ones cannot be had, and undefined once they can.
   */
  keepFresh(tell: TellLimit): void;
  /** Hands out no more credentials. Those handed out before live on until they end by themselves. */
  close(): void;
}

/** @returns true when a session's credentials() rejected because the session is over, and not because AWS failed. */
export function isCutOff(error: unknown): boolean {
  return isRegattaError(error) && ["LEASE_LOST", "SESSION_CLOSED"].includes(error.code);
}
