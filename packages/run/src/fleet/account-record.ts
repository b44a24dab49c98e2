/** What happened in one account during a run, as far as it decides how the account goes back. */
export class AccountRecord {
  #deploy: "none" | "under-way" | "complete" = "none";
  #running = new Set<string>();
  #incident: string | undefined;

  /** A deploy (or the clearing of a broken stack) has begun: from here on, stopping early leaves a half-done account. */
  deployStarted(): void {
    this.#deploy = "under-way";
  }

  /** Every service came to its end: deployed, skipped, or never begun. */
  prepared(): void {
    this.#deploy = "complete";
  }

  fileStarted(file: string): void {
    this.#running.add(file);
  }

  /** A file has its result, passed or failed: it had its chance to clean up after itself. */
  fileEnded(file: string): void {
    this.#running.delete(file);
  }

  /** Something that leaves the account in an unknown state; the first one is the reason told. */
  incident(reason: string): void {
    this.#incident ??= reason;
  }

  /** How the account goes back if it is handed back now. Only an account nothing was cut off in is available. */
  verdict(): AccountVerdict {
    if (this.#incident !== undefined) return { kind: "dirty", reason: this.#incident };
    if (this.#deploy === "under-way") return { kind: "dirty", reason: "a deploy was cut off" };
    const [file] = this.#running;
    if (file !== undefined) return { kind: "dirty", reason: `${file} was cut off` };
    return { kind: "available" };
  }
}

export type AccountVerdict = { kind: "available" } | { kind: "dirty"; reason: string };
