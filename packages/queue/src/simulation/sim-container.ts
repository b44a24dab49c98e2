import type { FileStanding, Look } from "../look.ts";
import type { QueueStore } from "../queue-store.ts";
import type { QueueTiming } from "../queue-timing.ts";
import { SharedQueue } from "../shared-queue.ts";
import type { SimLoop } from "./sim-loop.ts";
import type { SimMachine } from "./sim-machine.ts";

export interface SimContainerOptions {
  loop: SimLoop;
  machine: SimMachine;
  store: QueueStore;
  timing: QueueTiming;
  id: () => string;
  index: number;
  /** The files this one selected, with their locks and how long they take, ms. */
  files: ReadonlyArray<{ name: string; locks: readonly string[]; ms: number }>;
  /** How many files run here at once. */
  slots: number;
  /** It can run none of its files: it has no accounts. */
  isIdle?: boolean;
}

/** A container that runs files as Jest would: claims what waits, runs it, and stays until all its files are done. */
export class SimContainer {
  readonly machine: SimMachine;
  readonly index: number;
  readonly queue: SharedQueue;
  /** What runs here now. */
  readonly running = new Map<string, { locks: readonly string[] }>();
  /** Files whose results were taken. */
  readonly finals: string[] = [];
  left: { look: Look; wroteSummary: boolean } | undefined;
  readonly #options: SimContainerOptions;
  readonly #waiting: Set<string>;
  readonly #open: Set<string>;
  #asking = 0;
  #isLeaving = false;

  constructor(options: SimContainerOptions) {
    this.#options = options;
    const { machine, store, timing, id, index, files } = options;
    this.machine = machine;
    this.index = index;
    this.#waiting = new Set(files.map(({ name }) => name));
    this.#open = new Set(this.#waiting);
    this.queue = new SharedQueue({
      store,
      clock: machine,
      timing,
      newId: id,
      index,
      listener: {
        onFile: (file, standing) => this.#onFile(file, standing),
        onFenced: (fenced) => this.#onFenced(fenced),
        onLost: () => undefined,
      },
    });
  }

  /** Does its part of the run. */
  async start(): Promise<void> {
    const { files, machine, timing } = this.#options;
    for (;;) {
      try {
        await this.queue.join(files.map(({ name }) => name));
        break;
      } catch {
        await machine.sleep(timing.retryMs);
      }
    }
    this.queue.follow();
    this.#pump();
  }

  /** What runs here as far as this container is concerned: nothing of it, once it must have stopped. */
  get atWork(): Array<[string, { locks: readonly string[] }]> {
    return this.queue.isAlive ? [...this.running] : [];
  }

  #onFile(file: string, { kind }: FileStanding): void {
    if (!this.#open.has(file)) return;
    if (kind === "waiting") this.#waiting.add(file);
    else this.#waiting.delete(file);
    if (kind === "done") this.#open.delete(file);
    this.#pump();
  }

  #onFenced(files: string[]): void {
    for (const file of files) this.running.delete(file);
    this.#pump();
  }

  #pump(): void {
    const { slots, isIdle } = this.#options;
    while (!isIdle && this.#asking + this.running.size < slots && this.#waiting.size > 0) {
      const next = this.#options.files.find(({ name }) => this.#waiting.has(name));
      if (!next) break;
      this.#waiting.delete(next.name);
      this.#asking++;
      void this.#run(next).catch(() => undefined);
    }
    const isSpent = this.#open.size === 0 || isIdle;
    if (isSpent && this.running.size + this.#asking === 0 && !this.#isLeaving) {
      this.#isLeaving = true;
      void this.#leave();
    }
  }

  async #run({ name, locks, ms }: SimContainerOptions["files"][number]): Promise<void> {
    const answer = await this.queue.claim(name, locks).finally(() => this.#asking--);
    // A file that is refused waits until it is told to wait again.
    if (answer.kind === "claimed" && this.queue.holds(name)) {
      const run = { locks };
      this.running.set(name, run);
      this.#options.loop.after(ms, () => this.machine.hears(() => void this.#ended(name, run)));
    } else if (answer.kind === "refused" && answer.because === "done") this.#open.delete(name);
    this.#pump();
  }

  async #ended(name: string, run: { locks: readonly string[] }): Promise<void> {
    if (this.running.get(name) !== run) return;
    this.running.delete(name);
    this.#asking++;
    const result = { outcome: "passed", durationMs: 1, account: `${this.#options.index}`, attempts: 1 };
    // A result that does not count leaves the file open: what becomes of it is told.
    const how = await this.queue.finish(name, result).catch(() => "void");
    this.#asking--;
    if (how === "final") {
      this.finals.push(name);
      this.#open.delete(name);
    }
    this.#pump();
  }

  async #leave(): Promise<void> {
    for (;;) {
      try {
        const look = await this.queue.leave();
        this.left = { look, wroteSummary: await this.queue.claimSummary() };
        return;
      } catch {
        await this.machine.sleep(this.#options.timing.retryMs);
      }
    }
  }
}
