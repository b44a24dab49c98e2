import { randomUUID } from "node:crypto";
import { createDynamoDBClient } from "@regatta/accounts";
import { type Clock, firstLine, isRegattaError, messageOf } from "@regatta/foundation";
import type { FromJest, ToJest } from "@regatta/jest-runner";
import {
  type Container,
  type ContainerTrouble,
  DynamoDBStore,
  type FileStanding,
  isComplete,
  type Look,
  type QueueResult,
  type QueueStore,
  queueTiming,
  SharedQueue,
} from "@regatta/queue";
import { type FileVerdict, type RunLog, suiteName } from "@regatta/run-log";
import type { RunBasis } from "../basis/run-basis.ts";
import type { OtherContainers } from "../jest/jest-files.ts";
import type { ContainerPlace } from "./container-place.ts";
import { resultOf } from "./result-of.ts";
import { troubleOf } from "./trouble-of.ts";
import { type WholeRun, wholeRunOf } from "./whole-run.ts";

const FENCED = "this container could not reach the table, and others may take its files over";

/** What others do with a file of this container's; `waiting`: nothing. */
type Elsewhere = "running" | "done" | "waiting";

export interface SharedFilesOptions {
  place: ContainerPlace;
  basis: Pick<RunBasis, "config">;
  log: RunLog;
  clock: Clock;
  /** Tells Jest. */
  send(message: ToJest): void;
  /** Others are at a file of this container's, or let it go. */
  onElsewhere(file: string, state: Elsewhere): void;
  /** Nothing may be done in these accounts any more: others may be about to run their files. */
  cutOff(accounts: string[], reason: string): void;
  /** Where the queue is kept; by default the pool's table. */
  store?: QueueStore;
}

/** The files of a run that several containers share through a queue in the pool's table: this container's side of it. */
export class SharedFiles implements OtherContainers {
  readonly #options: SharedFilesOptions;
  readonly #queue: SharedQueue;
  readonly #store: QueueStore;
  /** What was told of it to Jest last; files Jest has not selected are not in it. */
  readonly #own = new Map<string, Elsewhere>();
  /** Results on their way to the table. */
  readonly #finishing = new Set<Promise<void>>();
  /** What waits is not run here: no account can be had. */
  #isLeftToOthers = false;
  /** Jest is gone: nothing runs here. */
  #isConcluding = false;

  constructor(options: SharedFilesOptions) {
    this.#options = options;
    const { place, basis, clock, store = storeOf(options) } = options;
    const { accounts } = basis.config;
    this.#store = store;
    this.#queue = new SharedQueue({
      store,
      clock,
      timing: queueTiming(accounts.leaseSeconds * 1000),
      newId: () => randomUUID().replaceAll("-", "").slice(0, 12),
      index: place.index,
      listener: {
        onFile: (file, standing) => this.#onFile(file, standing),
        onFenced: (files) => this.#onFenced(files),
        onLost: ({ index }, files) => {
          options.log.append({ kind: "container-lost", container: String(index), files });
        },
        onLook: () => this.#onLook(),
      },
    });
  }

  get othersAtWork(): number {
    return this.#queue.othersAtWork;
  }

  /** Joins the run with the files that Jest has selected here. @throws RegattaError as `SharedQueue.join`. */
  async join(files: readonly string[]): Promise<void> {
    const { place, log } = this.#options;
    await this.#queue.join(files);
    for (const file of files) this.#own.set(file, "waiting");
    const { key, index, of } = place;
    log.append({ kind: "container-joined", key, index, of, id: this.#queue.id });
  }

  /** Jest can be told what others do from now on. */
  follow(): void {
    this.#queue.follow();
  }

  onMessage(message: FromJest): void {
    switch (message.kind) {
      case "claim":
        void this.#claim(message.file, message.locks);
        break;
      case "file-started":
        // Fenced while the message was on its way.
        if (!this.#queue.holds(message.file)) this.#cutOff([message.account, ...(message.others ?? [])]);
        break;
      case "file-finished":
        if (message.final) this.#keep(this.#finish(message.file, message.account));
        break;
      case "file-never-run":
        void this.#queue.letGo(message.file);
        break;
      default:
        break;
    }
  }

  leaveToOthers(): void {
    this.#isLeftToOthers = true;
    void this.#queue.leaveToOthers();
    for (const [file, told] of this.#own) {
      if (told !== "waiting" || this.#isUnderWay(file)) continue;
      void this.#queue.letGo(file);
      this.#tell(file, "running");
    }
  }

  /** Waits for nobody any more. What is claimed is let go once nothing runs here. */
  interrupt(): void {
    if (this.#isConcluding) void this.#queue.quit();
  }

  /** Shares nothing after all. */
  close(): void {
    this.#queue.close();
  }

  /**
   * Jest is gone, and the accounts are back. Waits for the other containers, and takes in what became of their files.
   * @returns the whole run, where it is for this container to sum it up.
   */
  async conclude(): Promise<WholeRun | undefined> {
    const { log } = this.#options;
    this.#isConcluding = true;
    await Promise.all(this.#finishing);
    for (const file of this.#own.keys()) if (this.#queue.holds(file)) await this.#queue.letGo(file);
    const { isEarly, trouble } = troubleOf(log.state);
    if (isEarly) {
      await this.#queue.quit();
      return undefined;
    }
    this.#say(trouble ?? { exitCode: 0, reason: "nothing beside its results" });
    try {
      const open = [...this.#queue.seen.files.values()].filter(({ kind }) => kind !== "done").length;
      if (this.othersAtWork > 0 && open > 0) log.append({ kind: "container-waits", files: open });
      const look = await this.#queue.leave(trouble);
      this.#takeIn(look);
      // Interrupted while it waited: the others go on, and sum it up.
      if (log.state.interrupted) return undefined;
      return (await this.#queue.claimSummary()) ? wholeRunOf(look, this.#options.place.key) : undefined;
    } catch (error) {
      this.#onUnknown(error);
      return undefined;
    } finally {
      this.#queue.close();
    }
  }

  #keep(work: Promise<void>): void {
    const settled = work.catch((error: unknown) => this.#onUnknown(error));
    this.#finishing.add(settled);
    void settled.then(() => this.#finishing.delete(settled));
  }

  async #claim(file: string, locks: readonly string[]): Promise<void> {
    const answer = await this.#queue.claim(file, locks).catch(() => undefined);
    // Fenced between the answer and now: what becomes of the file is told.
    if (!answer || (answer.kind === "claimed" && !this.#queue.holds(file))) {
      this.#options.send({ kind: "claim-refused", file, because: "running" });
    } else if (answer.kind === "claimed") this.#options.send({ kind: "claimed", file });
    else {
      const state = answer.because === "done" ? "done" : "running";
      this.#own.set(file, state);
      this.#options.onElsewhere(file, state);
      this.#options.send({ kind: "claim-refused", file, because: answer.because });
    }
  }

  async #finish(file: string, account: string): Promise<void> {
    const result = resultOf(this.#options.log.state, file);
    if (!result) return;
    const how = await this.#queue.finish(file, result);
    if (how === "final") this.#own.set(file, "done");
    else this.#options.log.append({ kind: "result-refused", account, file });
  }

  #onFile(file: string, standing: FileStanding): void {
    if (standing.kind === "done") this.#onDone(file, standing.by, standing.result);
    if (!this.#own.has(file)) return;
    if (standing.kind === "waiting") {
      if (!this.#isLeftToOthers) this.#tell(file, "waiting");
    } else this.#tell(file, standing.kind === "done" ? "done" : "running");
  }

  #onDone(file: string, by: string, { outcome, durationMs, account, message }: QueueResult): void {
    this.#options.log.append({
      kind: "file-elsewhere",
      file,
      container: this.#nameOf(by),
      verdict: outcome as FileVerdict,
      durationMs,
      where: account,
      ...(message === undefined ? {} : { message }),
    });
  }

  #tell(file: string, state: Elsewhere): void {
    this.#own.set(file, state);
    this.#options.onElsewhere(file, state);
    this.#options.send({ kind: "file-elsewhere", file, state });
  }

  #onFenced(files: string[]): void {
    if (files.length === 0) return;
    const { log } = this.#options;
    const accounts = files.flatMap((file) =>
      (log.state.files.get(file)?.attempts ?? []).flatMap(({ account, others = [], end }) =>
        end ? [] : [account, ...others],
      ),
    );
    log.append({ kind: "problem", code: "CONTAINER_FENCED", message: `Files were cut off: ${FENCED}.` });
    this.#cutOff(accounts);
    for (const file of files) this.#tell(file, "running");
  }

  #cutOff(accounts: string[]): void {
    this.#options.cutOff([...new Set(accounts)], FENCED);
  }

  // Nobody is left who could run what was left to others.
  #onLook(): void {
    if (!this.#isLeftToOthers || this.othersAtWork > 0) return;
    this.#isLeftToOthers = false;
    this.#options.send({ kind: "no-more-accounts" });
    for (const [file, standing] of this.#queue.seen.files) {
      if (standing.kind === "waiting" && this.#own.get(file) === "running") this.#tell(file, "waiting");
    }
  }

  #isUnderWay(file: string): boolean {
    const attempts = this.#options.log.state.files.get(file)?.attempts ?? [];
    return attempts.some(({ end }) => end === undefined);
  }

  /** What others had to say, and what nobody has run. */
  #takeIn(look: Look): void {
    const { log } = this.#options;
    for (const { id, index, said } of look.containers.values()) {
      if (!said?.trouble || id === this.#queue.id) continue;
      log.append({ kind: "container-said", container: String(index), ...said.trouble });
    }
    if (isComplete(look)) return;
    for (const [file, { kind }] of look.files) {
      if (kind === "done") continue;
      log.append({ kind: "file-never-run", file, reason: "no container was left that could run it" });
    }
  }

  // A run that others may have failed must not be called green.
  #onUnknown(error: unknown): void {
    const { log } = this.#options;
    const code = isRegattaError(error) ? error.code : "AWS_FAILED";
    log.append({ kind: "problem", code, message: messageOf(error) });
    const reason = `what became of the whole run is not known: ${firstLine(messageOf(error))}`;
    this.#say({ exitCode: 3, reason });
  }

  #say(what: ContainerTrouble): void {
    const { log, place } = this.#options;
    const container = String(place.index);
    log.append({ kind: "container-said", container, ...what, own: true, units: { ...this.#store.units } });
  }

  #nameOf(id: string): string {
    const container: Container | undefined = this.#queue.seen.containers.get(id);
    return container ? String(container.index) : id;
  }
}

function storeOf({ place, basis, clock }: SharedFilesOptions): QueueStore {
  const { pool, tests } = basis.config;
  const client = createDynamoDBClient(pool.region === undefined ? {} : { region: pool.region });
  return new DynamoDBStore({
    client,
    table: pool.table,
    suite: suiteName(tests.directory),
    key: place.key,
    clock,
  });
}
