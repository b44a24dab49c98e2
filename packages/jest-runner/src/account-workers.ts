import type { FileWorker } from "./file-worker.ts";
import { type OtherAccount, otherAccount } from "./other-account.ts";
import type { ServiceOutputs } from "./protocol.ts";

/** An account that takes part in the run, and its workers. */
export class AccountWorkers {
  readonly key: string;
  /** The whole environment of its workers, but for the outputs. */
  readonly env: Record<string, string>;
  readonly workers = new Set<FileWorker>();
  /** The files that ran there since it was last looked over, where it is. */
  readonly ranSince = new Set<string>();
  /** Nothing is run there until it was looked over. */
  isBeingInspected = false;
  /** Verdicts on its files that are still held back. */
  unsettled = 0;
  /** How many workers in a row died before they could take a file. */
  startFailures = 0;
  #outputs: ServiceOutputs = {};
  #outputsText = "{}";

  constructor(key: string, env: Record<string, string>) {
    this.key = key;
    this.env = env;
  }

  /** The outputs of what is up there, as its files find them in REGATTA_OUTPUTS. */
  get outputs(): string {
    return this.#outputsText;
  }

  /** What a file whose first account is another finds of this one in REGATTA_ACCOUNTS. */
  get asOther(): OtherAccount {
    return otherAccount(this.env, this.#outputs);
  }

  addOutputs(outputs: ServiceOutputs): void {
    this.#outputs = { ...this.#outputs, ...outputs };
    this.#outputsText = JSON.stringify(this.#outputs);
  }

  /** The workers that wait for a file. */
  get free(): FileWorker[] {
    return [...this.workers].filter((worker) => worker.isFree);
  }

  get isBusy(): boolean {
    return this.unsettled > 0 || [...this.workers].some((worker) => worker.isBusy);
  }

  kill(reason: string): void {
    for (const worker of this.workers) worker.kill(reason);
  }

  /** Lets every worker exit in order; resolves when all are gone. */
  async end(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.end()));
  }
}
