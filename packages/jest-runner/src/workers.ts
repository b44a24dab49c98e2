import type { Clock } from "@regatta/foundation";
import type { AccountWorkers } from "./account-workers.ts";
import { Worker, type WorkerEvents } from "./worker.ts";
import { workerEnvironment } from "./worker-environment.ts";
import type { WorkerSetup } from "./worker-protocol.ts";

export interface WorkersOptions {
  /** Environment of this process. */
  env: NodeJS.ProcessEnv;
  setup: WorkerSetup;
  clock: Clock;
  /** How long a test file may take, ms; as long as it likes when left out. */
  fileTimeoutMs?: number | undefined;
}

/** Every worker process there is, also those that are about to go. */
export class Workers {
  readonly #options: WorkersOptions;
  /** By JEST_WORKER_ID. */
  readonly #workers = new Map<number, Worker>();

  constructor(options: WorkersOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#workers.size === 0;
  }

  /** Starts one for an account, with the lowest JEST_WORKER_ID that is free. */
  start(account: AccountWorkers, events: WorkerEvents): Worker {
    const { env, setup, clock, fileTimeoutMs } = this.#options;
    const idleMemoryLimit = setup.globalConfig.workerIdleMemoryLimit;
    let id = 1;
    while (this.#workers.has(id)) id++;
    const gone = (worker: Worker) => {
      account.workers.delete(worker);
      this.#workers.delete(id);
      events.gone(worker);
    };
    const worker = new Worker({
      env: workerEnvironment(account.env, env, id),
      setup,
      clock,
      ...(fileTimeoutMs === undefined ? {} : { fileTimeoutMs }),
      ...(idleMemoryLimit === undefined ? {} : { idleMemoryLimit }),
      events: { ...events, gone },
    });
    this.#workers.set(id, worker);
    account.workers.add(worker);
    return worker;
  }

  /** Without waiting for anything, or telling anybody. */
  killSilently(): void {
    for (const worker of this.#workers.values()) worker.killSilently();
  }
}
