import type { AccountEnd, ReportSpan } from "./report-data.ts";

/** The stretches of time of one account, while its events are read. Times are ms from the run's beginning. */
export class AccountTrack {
  readonly account: string;
  readonly spans: ReportSpan[] = [];
  /** The runs that had it, where the logs of several containers were put together. */
  readonly runIds = new Set<string>();
  end: AccountEnd = { kind: "held" };
  /** When a file ended there last. */
  emptySince = 0;
  /** What lies below everything else: what the account as a whole is at. */
  #base: ReportSpan | undefined;
  readonly #open = new Map<string, ReportSpan>();

  constructor(account: string) {
    this.account = account;
  }

  /** The account as a whole comes to something else. */
  become(kind: "leasing" | "preparing" | "open", at: number): void {
    if (this.#base?.kind === kind) return;
    this.#endBase(at);
    this.end = { kind: "held" };
    this.#base = { kind, from: at };
    this.spans.push(this.#base);
  }

  /** Something begins that ends under the same key. */
  begin(key: string, span: ReportSpan): void {
    this.#open.set(key, span);
    this.spans.push(span);
  }

  /** @returns what ended; undefined where its beginning is not in the log. */
  finish(key: string, at: number): ReportSpan | undefined {
    const span = this.#open.get(key);
    this.#open.delete(key);
    if (span) span.to = Math.max(at, span.from);
    return span;
  }

  /** The account is the run's no more; what was under way in it is over. */
  leave(end: AccountEnd & { at: number }): void {
    this.#endBase(end.at);
    for (const key of [...this.#open.keys()]) this.finish(key, end.at);
    this.end = end;
  }

  #endBase(at: number): void {
    if (this.#base) this.#base.to = Math.max(at, this.#base.from);
    this.#base = undefined;
  }
}
