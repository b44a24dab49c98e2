import type { AccountRef, Session } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import type { CleanerClients } from "../clients/cleaner-clients.ts";
import type { CleaningEvent } from "./cleaning-event.ts";

/** One dirty account being cleaned: everything a step of cleaning it needs. */
export interface AccountContext {
  /** Opened under the cleaning lease, its account's identity checked; the signal cuts it off. */
  readonly session: Session;
  readonly account: AccountRef;
  /** The cleaning lease's and the user's interrupt. No client of `clients` sends anything once it is aborted. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly clients: CleanerClients;
  /** The first wait between two looks at something under way, ms. */
  readonly pollMs: number;
  /** Whether the config protects what has this name: a stack's name, an ARN, a bucket's or a log group's name. */
  readonly keep: (name: string) => boolean;
  /** Tells what is being done, for the terminal and the report. */
  onEvent(event: CleaningEvent): void;
}
