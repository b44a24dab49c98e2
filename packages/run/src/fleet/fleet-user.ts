import type { DeployEvent } from "@regatta/stacks";

/** Which accounts would be used if they were leased now. */
export interface Wish {
  count: number;
  /** How many have to be held at once for everything that waits to be done; 1 when left out. */
  least?: number;
  /** Only these: keys, ids or names; any account that has no name when left out. */
  only?: readonly string[];
  /** Not these: keys or ids. */
  exclude?: readonly string[];
}

/** An account in which every service is up. */
export interface ReadyAccount {
  account: string;
  /** The whole environment of processes that work in it. */
  env: Record<string, string>;
  /** The stack outputs by service. */
  outputs: Record<string, Record<string, string>>;
}

/** Whether an account is used now, or handed back at once; `surplus`: for it is others' turn. */
export type Use = "used" | "hand-back" | "surplus";

export type Gone =
  | { kind: "handed-back" }
  /** It did not let us in: nothing was done in it. */
  | { kind: "rejected" }
  | { kind: "lost"; reason: string }
  /** No process there has credentials any more. */
  | { kind: "session-ended"; reason: string };

/** What the accounts of a fleet are for: Jest's files, or being deployed and nothing more. */
export interface FleetUser {
  /** Asked again whenever something has changed, and from time to time. */
  wish(): Wish | Promise<Wish>;
  /** True when no further account will be wished for. */
  isDone(): boolean;
  /** An account was leased; nothing is known of it yet. */
  taken(account: string): void;
  /** Its session is open and deploying begins; `env` is the environment of processes in it. */
  entered?(account: string, env: Record<string, string>): void;
  /** Something happened while it is deployed. */
  onDeployEvent?(account: string, event: DeployEvent): void;
  ready(ready: ReadyAccount): Use;
  /** Deploying has ended there, and not every service is up: the deploy events told which. */
  failed?(account: string): Use;
  /**
   * Others wait for so many of the accounts held: each is to be handed back as soon as nothing is cut short by it.
   * Replaces what was said before. Without it the user has no account longer than it must.
   */
  giveUp?(accounts: number): void;
  /**
   * It is not known to be ours for long: its lease or its session could not be renewed, so far.
   * @param endsInMs how long it is good for certain; undefined once there is no such limit any more.
   */
  limited?(account: string, endsInMs: number | undefined): void;
  /** It is held no more. */
  gone(account: string, how: Gone): void;
  /**
   * No more than these can be had at once: what needs more is not to be waited for. @returns as `noMore`.
   */
  noMoreThan?(accounts: number): string;
  /** No account is held and none can be had. @returns what that leaves undone, to begin a sentence with. */
  noMore(): string | undefined;
}
