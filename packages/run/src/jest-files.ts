import type { FromJest, ToJest } from "@regatta/jest-runner";
import type { FleetUser, Gone, ReadyAccount, Wish } from "./fleet-user.ts";

export interface JestFilesOptions {
  send: (message: ToJest) => void;
}

/** Jest's files as the users of accounts: how many still wait for one. */
export class JestFiles implements FleetUser {
  readonly #send: (message: ToJest) => void;
  // Accounts that were not given a file yet: each will take one of those that wait.
  readonly #unused = new Set<string>();
  #waiting = 0;

  constructor({ send }: JestFilesOptions) {
    this.#send = send;
  }

  /** Jest has named its files. */
  selected(files: number): void {
    this.#waiting = files;
  }

  /** Keeps count of what waits. */
  onMessage(message: FromJest): void {
    switch (message.kind) {
      case "file-started":
        this.#waiting--;
        this.#unused.delete(message.account);
        break;
      case "file-cut-off":
        this.#waiting++;
        break;
      case "file-never-run":
        this.#waiting--;
        break;
      default:
        break;
    }
  }

  wish(): Wish {
    return { count: Math.max(0, this.#waiting - this.#unused.size) };
  }

  // A file under way may be cut off and wait again; the end comes from Jest.
  isDone(): boolean {
    return false;
  }

  taken(account: string): void {
    this.#unused.add(account);
  }

  ready({ account, env, outputs }: ReadyAccount): "used" {
    this.#send({ kind: "account-ready", account, env, services: "all", outputs });
    return "used";
  }

  gone(account: string, how: Gone): void {
    this.#unused.delete(account);
    if (how.kind !== "lost") return;
    this.#send({ kind: "account-gone", account, reason: `its lease was lost: ${how.reason}` });
  }

  noMore(): string | undefined {
    if (this.#waiting === 0) return undefined;
    this.#send({ kind: "no-more-accounts" });
    return "Files were left";
  }
}
