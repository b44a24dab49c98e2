import type { AccountWorkers } from "./account-workers.ts";
import type { FileWorker, WorkerEvents } from "./file-worker.ts";

/** Where workers come from. */
export interface WorkerSource {
  /** No worker is left, also none that is about to go. */
  readonly isEmpty: boolean;
  /** How many more may be started now. */
  readonly room: number;
  /** Starts one for an account, where it is found from then on. */
  start(account: AccountWorkers, events: WorkerEvents): FileWorker;
  /** Kills all, without waiting for anything, or telling anybody. */
  killSilently(): void;
}
