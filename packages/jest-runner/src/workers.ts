import { availableParallelism } from "node:os";
import type { Clock } from "@regatta/foundation";
import type { AccountWorkers } from "./account-workers.ts";
import type { Attempt } from "./attempt.ts";
import type { FileWorker, WorkerEvents } from "./file-worker.ts";
import { Worker } from "./worker.ts";
import { workerEnvironment } from "./worker-environment.ts";
import type { WorkerSetup } from "./worker-protocol.ts";
import type { WorkerSource } from "./worker-source.ts";

export interface WorkersOptions {
  /** Environment of this process. */
  env: NodeJS.ProcessEnv;
  setup: WorkerSetup;
  clock: Clock;
  /** How long a test file may take, ms; as long as it likes when left out. */
  fileTimeoutMs?: number | undefined;
}

/**
 * How many workers may be starting at once: enough to keep the cores busy. More would be up no sooner, and in a run of
 * short files the first ones have done the work of the others by then.
 */
const STARTS_AT_ONCE = 2 * availableParallelism();

/** Every worker process there is, also those that are about to go. */
export class Workers implements WorkerSource {
  readonly #options: WorkersOptions;
  /** By JEST_WORKER_ID. */
  readonly #workers = new Map<number, Worker>();
  /** Of those, the ones that have not begun a file yet. */
  readonly #starting = new Set<number>();

  constructor(options: WorkersOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#workers.size === 0;
  }

  /** How many more may be started now. */
  get room(): number {
    return STARTS_AT_ONCE - this.#starting.size;
  }

  /** Starts one for an account, with the lowest JEST_WORKER_ID that is free. */
  start(account: AccountWorkers, events: WorkerEvents): Worker {
    const { env, setup, clock, fileTimeoutMs } = this.#options;
    const idleMemoryLimit = setup.globalConfig.workerIdleMemoryLimit;
    let id = 1;
    while (this.#workers.has(id)) id++;
    const gone = (worker: FileWorker) => {
      account.workers.delete(worker);
      this.#workers.delete(id);
      this.#starting.delete(id);
      events.gone(worker);
    };
    const started = (attempt: Attempt) => {
      this.#starting.delete(id);
      events.started(attempt);
    };
    const worker = new Worker({
      env: workerEnvironment(account.env, env, id),
      setup,
      clock,
      ...(fileTimeoutMs === undefined ? {} : { fileTimeoutMs }),
      ...(idleMemoryLimit === undefined ? {} : { idleMemoryLimit }),
      events: { ...events, started, gone },
    });
    this.#workers.set(id, worker);
    this.#starting.add(id);
    account.workers.add(worker);
    return worker;
  }

  /** Without waiting for anything, or telling anybody. */
  killSilently(): void {
    for (const worker of this.#workers.values()) worker.killSilently();
  }
}
