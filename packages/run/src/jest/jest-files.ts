import type { FromJest, ToJest } from "@regatta/jest-runner";
import type { DeployEvent } from "@regatta/stacks";
import type { FleetUser, Gone, ReadyAccount, Use, Wish } from "../fleet/fleet-user.ts";
import { AccountNews } from "./account-news.ts";
import type { FileNeeds } from "./file-needs.ts";
import { WaitingFiles } from "./waiting-files.ts";

export interface JestFilesOptions {
  send: (message: ToJest) => void;
  /** The account to run them in: a key, id or name; any of the pool when left out. */
  only?: readonly string[] | undefined;
}

/** The other containers that share the files. */
export interface OtherContainers {
  /** How many may be at work. */
  readonly othersAtWork: number;
  /** This container can have no account: what waits is left to them. */
  leaveToOthers(): void;
}

/** Jest's files as the users of accounts: how many still wait for one. */
export class JestFiles implements FleetUser {
  readonly #send: (message: ToJest) => void;
  readonly #only: readonly string[] | undefined;
  // Accounts that were not given a file yet: each will take one of those that wait.
  readonly #unused = new Set<string>();
  readonly #news = new Map<string, AccountNews>();
  // Given up for others while their deploys go on: Jest does not get them again.
  readonly #leaving = new Set<string>();
  // Not to be used any more, while their deploys go on.
  readonly #suspects = new Set<string>();
  readonly #held = new Set<string>();
  // In trouble: they take only files that will have ended in time.
  readonly #limited = new Set<string>();
  // Of those, the ones Jest has nothing short enough for; it gets them again when the trouble is over.
  readonly #resting = new Set<string>();
  // Their data is being made fresh, or could not be.
  readonly #freshening = new Set<string>();
  #least = 0;
  #most = Number.POSITIVE_INFINITY;
  #others: OtherContainers | undefined;
  #needs: FileNeeds | undefined;
  #waiting = new WaitingFiles(0);
  /** How many accounts Jest has given up for others, and how many more are still to go. */
  #givenUp = 0;
  #owed = 0;

  constructor({ send, only }: JestFilesOptions) {
    this.#send = send;
    this.#only = only;
  }

  /**
   * Jest has named its files; what they need is known before the first account is leased.
   * @param accountsOf how many accounts a file takes at once, where it takes more than one.
   */
  selected(files: number, needs: FileNeeds, accountsOf: Readonly<Record<string, number>> = {}): void {
    this.#waiting = new WaitingFiles(files, accountsOf);
    this.#needs = needs;
  }

  /** Wishes for so many accounts as long as a file is left, also where fewer would do. */
  holdAtLeast(accounts: number): void {
    this.#least = accounts;
  }

  /** Other containers take from the same files: this one wishes for its share of accounts. */
  shareWith(others: OtherContainers): void {
    this.#others = others;
  }

  /** What another machine does with a file. */
  elsewhere(file: string, state: "running" | "done" | "waiting"): void {
    this.#waiting.elsewhere(file, state);
  }

  /** Wishes for no more accounts than these in all. */
  holdAtMost(accounts: number): void {
    this.#most = accounts;
  }

  /**
   * Jest says that nothing is left for an account, or that it is given up for others (`isSurplus`). @returns `used`
   * where its services are still being deployed, or it is in trouble that may pass: it may be of use again, or is handed
   * back after that.
   */
  idle(account: string, isSurplus = false): Use {
    this.#unused.delete(account);
    if (isSurplus) {
      this.#givenUp++;
      this.#owed = Math.max(0, this.#owed - 1);
    }
    const isDeploying = this.#news.get(account)?.idle() ?? false;
    if (isDeploying && isSurplus) this.#leaving.add(account);
    if (isDeploying) return "used";
    if (isSurplus) return "surplus";
    if (!this.#mayRest(account)) return "hand-back";
    this.#resting.add(account);
    return "used";
  }

  giveUp(accounts: number): void {
    const more = Math.max(0, accounts - this.#leaving.size);
    if (more === this.#owed) return;
    this.#owed = more;
    this.#tellSurplus();
  }

  /** Keeps count of what waits. */
  onMessage(message: FromJest): void {
    this.#waiting.onMessage(message);
    if (message.kind === "account-suspect") this.#suspects.add(message.account);
    if (message.kind === "account-freshen") this.#freshening.add(message.account);
    if (message.kind !== "file-started") return;
    for (const account of [message.account, ...(message.others ?? [])]) {
      this.#unused.delete(account);
      this.#freshening.delete(account);
    }
  }

  wish(): Wish {
    const { count: waiting, open, accounts, largest } = this.#waiting;
    // With nothing held and nothing waiting, what ran a moment ago will be told as cut off first: it is not over.
    const isUnderWay = waiting > 0 || (open > 0 && this.#held.size > 0);
    const lacking = Math.max(largest, isUnderWay ? this.#least : 0) - this.#held.size;
    const room = this.#most - this.#held.size;
    const share = Math.ceil(accounts / (1 + (this.#others?.othersAtWork ?? 0)));
    const count = Math.max(0, Math.min(Math.max(share - this.#unused.size, lacking), room));
    const least = largest > 1 ? { least: largest } : {};
    return { count, ...least, ...(this.#only ? { only: this.#only } : {}) };
  }

  // A file under way may be cut off and wait again; the end comes from Jest.
  isDone(): boolean {
    return false;
  }

  taken(account: string): void {
    this.#unused.add(account);
    this.#held.add(account);
  }

  entered(account: string, env: Record<string, string>): void {
    if (!this.#needs) throw new Error("an account was leased before Jest named its files");
    this.#news.set(account, new AccountNews({ account, env, needs: this.#needs, send: this.#send }));
  }

  onDeployEvent(account: string, event: DeployEvent): void {
    if (this.#leaving.has(account) || this.#suspects.has(account)) return;
    this.#news.get(account)?.onDeployEvent(event);
  }

  ready({ account, outputs }: ReadyAccount): Use {
    const news = this.#news.get(account);
    if (this.#suspects.has(account)) return "hand-back";
    if (this.#leaving.has(account)) return "surplus";
    if (this.#owed > 0 && !news?.isInUse) {
      this.#owed--;
      this.#tellSurplus();
      return "surplus";
    }
    news?.allReady(outputs);
    return "used";
  }

  failed(account: string): Use {
    if (this.#leaving.has(account) || this.#suspects.has(account)) return "hand-back";
    return this.#news.get(account)?.failed() ? "used" : "hand-back";
  }

  limited(account: string, endsInMs: number | undefined): void {
    this.#send({ kind: "account-limit", account, ...(endsInMs === undefined ? {} : { endsInMs }) });
    if (endsInMs !== undefined) this.#limited.add(account);
    else this.#limited.delete(account);
    if (endsInMs === undefined && this.#resting.delete(account)) this.#news.get(account)?.again();
  }

  gone(account: string, how: Gone): void {
    this.#unused.delete(account);
    this.#suspects.delete(account);
    this.#held.delete(account);
    this.#leaving.delete(account);
    this.#limited.delete(account);
    this.#resting.delete(account);
    this.#freshening.delete(account);
    this.#news.get(account)?.gone();
    this.#news.delete(account);
    if (how.kind !== "lost" && how.kind !== "session-ended") return;
    const what = how.kind === "lost" ? "its lease was lost" : "its session has ended";
    this.#send({ kind: "account-gone", account, reason: `${what}: ${how.reason}` });
  }

  #mayRest(account: string): boolean {
    const isSound = !this.#suspects.has(account) && !this.#freshening.has(account);
    return isSound && this.#limited.has(account) && this.#waiting.count > 0;
  }

  noMoreThan(accounts: number): string {
    this.#send({ kind: "no-more-accounts", than: accounts });
    return "Files that need several accounts at once were left";
  }

  noMore(): string | undefined {
    if (this.#waiting.count === 0) return undefined;
    if (this.#others && this.#others.othersAtWork > 0) {
      this.#others.leaveToOthers();
      return "Files were left to other containers";
    }
    this.#send({ kind: "no-more-accounts" });
    return "Files were left";
  }

  #tellSurplus(): void {
    this.#send({ kind: "surplus", accounts: this.#givenUp + this.#owed });
  }
}
