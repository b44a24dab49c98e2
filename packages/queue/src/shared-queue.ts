import { type Clock, RegattaError } from "@regatta/foundation";
import { claimFile, giveBack } from "./claim-file.ts";
import { insist } from "./insist.ts";
import type { Container, ContainerTrouble, FileStanding, Look, QueueResult } from "./look.ts";
import { Lookout } from "./lookout.ts";
import { Membership } from "./membership.ts";
import { MyClaims } from "./my-claims.ts";
import { fileKey, resultFields, selectionDigest, selectionWrites, summaryKey } from "./queue-items.ts";
import { isAtWork, isOver } from "./queue-rules.ts";
import type { QueueStore } from "./queue-store.ts";
import type { QueueTiming } from "./queue-timing.ts";
import { ToldFiles } from "./told-files.ts";
import { within } from "./within.ts";

/** Hears what other containers do. Called from a look; what it does must not throw. */
export interface QueueListener {
  /** A file that is not claimed here stands otherwise than was told before. */
  onFile(file: string, standing: FileStanding): void;
  /** This container may be taken for dead: these files, claimed here so far, must stop at once. */
  onFenced(files: string[]): void;
  /** A container was silent for too long; what it had claimed waits again. */
  onLost(container: Container, files: string[]): void;
  /** There was another look: `seen` is new. */
  onLook?(): void;
}

export interface SharedQueueOptions {
  store: QueueStore;
  clock: Clock;
  timing: QueueTiming;
  /** Yields an id nobody else has; short, for every item carries it. */
  newId: () => string;
  /** Which of the containers this is, from 1. */
  index: number;
  listener: QueueListener;
}

export type ClaimAnswer =
  | { kind: "claimed" }
  | { kind: "refused"; because: "running" | "done" }
  /** Another file holds this lock. */
  | { kind: "refused"; because: "locked"; lock: string };

/**
 * The test files of one run, shared by several containers through a table: one of them. It claims files one at a time,
 * hears what others do, and takes over what a container that died had claimed.
 */
export class SharedQueue {
  readonly #options: SharedQueueOptions;
  readonly #claims = new MyClaims();
  readonly #membership: Membership;
  readonly #lookout: Lookout;
  readonly #told: ToldFiles;
  #isClosed = false;

  constructor(options: SharedQueueOptions) {
    this.#options = options;
    const { index, listener } = options;
    const about = { index };
    this.#membership = new Membership({ ...options, about, onFence: () => this.#onFence() });
    this.#told = new ToldFiles((file, standing) => listener.onFile(file, standing));
    this.#lookout = new Lookout({
      ...options,
      me: () => this.id,
      ours: this.#claims.has,
      isWaiting: () => this.#claims.isIdle || this.#told.isLockedOut,
      onLook: (look) => this.#onLook(look),
      onLost: (container, files) => listener.onLost(container, files),
    });
  }

  /** This container's id; another one after it was taken for dead. */
  get id(): string {
    return this.#membership.id;
  }

  /** Whether nobody may have taken this container for dead. */
  get isAlive(): boolean {
    return this.#membership.isAlive;
  }

  /** How many other containers may be at work, by the last look; those that leave everything to others are not. */
  get othersAtWork(): number {
    let count = 0;
    for (const container of this.seen.containers.values()) {
      if (container.id !== this.id && isAtWork(container) && !container.isPassive) count++;
    }
    return count;
  }

  /**
   * Has others know that this container claims nothing any more: who can claim something must not count on it. Never
   * throws: a later heartbeat tells it, too.
   */
  async leaveToOthers(): Promise<void> {
    await this.#membership.mark({ passive: 1 });
  }

  /** What the last look showed. */
  get seen(): Look {
    return this.#lookout.seen;
  }

  /**
   * Joins the run: its files are those of all containers together. What others are at is told from `follow` on.
   * @throws RegattaError as AWS failed: ACCESS_DENIED, TABLE_NOT_FOUND, AWS_FAILED.
   */
  async join(files: readonly string[]): Promise<void> {
    await this.#lookout.look();
    if (!this.seen.selections.has(selectionDigest(files))) {
      // Refused where another container writes the same at the same time.
      for (const write of selectionWrites(files)) await this.#insist(() => this.#write(write));
    }
    await this.#insist(() => this.#membership.join());
    await this.#insist(() => this.#lookout.look());
  }

  /** Tells the listener how files stand, now and whenever that changes. */
  follow(): void {
    this.#told.follow();
    this.#tell(this.seen);
    void this.#lookout.keepLooking();
  }

  /**
   * Claims a file, and with it its locks: all or nothing. Waits while the table cannot be reached; one that is claimed here
   * already is claimed.
   * @throws RegattaError QUEUE_LEFT when this container leaves meanwhile.
   */
  async claim(file: string, locks: readonly string[] = []): Promise<ClaimAnswer> {
    if (this.#claims.of(file)?.state === "held") return { kind: "claimed" };
    this.#told.letIn(file);
    for (;;) {
      await this.#membership.alive().catch(() => {
        throw left();
      });
      const known = this.#knownRefusal(file, locks);
      if (known) return known;
      const { id: by } = this;
      const outcome = await claimFile({ ...this.#options, claims: this.#claims, by, file, locks });
      if (outcome?.kind === "claimed") return outcome;
      if (outcome?.kind === "locked") return this.#onLocked(file, outcome.lock);
      if (outcome?.kind === "taken" && !(await this.#wasStray(file, outcome.standing))) {
        return this.#onTaken(file, outcome.standing);
      }
    }
  }

  /** Whether a file is claimed here, and this container was not fenced since. */
  holds(file: string): boolean {
    return this.#claims.of(file)?.state === "held";
  }

  /**
   * Writes down what became of a file that is claimed here, and frees its locks.
   * @returns `void` when the claim is not this container's any more: its result does not count.
   * @throws RegattaError AWS_FAILED when the table could not be reached for long.
   */
  async finish(file: string, result: QueueResult): Promise<"final" | "void"> {
    const claim = this.#claims.of(file);
    if (!claim) {
      // What becomes of it is told, whatever was told before.
      if (this.#told.of(file) !== "done") this.#told.assume(file, "claimed");
      return "void";
    }
    claim.state = "ended";
    const when = [{ equals: { claim: claim.id } }];
    const change = { kind: "set", fields: resultFields(result) } as const;
    // Until the table has it, it is others' as far as is known here: what becomes of it then is told.
    this.#told.assume(file, "claimed");
    try {
      const isFinal = await this.#insist(() => this.#write({ sk: fileKey(file), when, change }));
      if (isFinal) this.#told.assume(file, "done");
      return isFinal ? "final" : "void";
    } finally {
      this.#claims.drop(claim);
      await giveBack({ ...this.#options, claim, what: "locks" });
    }
  }

  /** Gives a file that is claimed here back: others may run it. */
  async letGo(file: string): Promise<void> {
    const claim = this.#claims.of(file);
    if (!claim || claim.state === "ended") return;
    this.#claims.drop(claim);
    this.#told.assume(file, "waiting");
    // What cannot be given back now is found by the next look.
    await giveBack({ ...this.#options, claim, what: "all" });
  }

  /**
   * This container's files have ended. Waits until the others' have, too.
   * @param trouble what it has to say beside the results. @returns what became of the whole run.
   * @throws RegattaError AWS_FAILED when the table could not be reached for long.
   */
  async leave(trouble?: ContainerTrouble): Promise<Look> {
    await this.#insist(() => this.#membership.say(trouble));
    await this.#insist(() => this.#lookout.look());
    while (!isOver(this.seen) && !this.#isClosed) {
      const { clock, timing } = this.#options;
      await clock.sleep(timing.idleLookMs);
      await this.#insist(() => this.#lookout.look());
    }
    this.close();
    return this.seen;
  }

  /** Leaves without waiting for anybody: what is claimed here waits again for others. Never throws. */
  async quit(): Promise<void> {
    await Promise.all(this.#claims.files.map((file) => this.letGo(file)));
    const { clock, timing } = this.#options;
    const said = within(clock, timing.attemptMs, () => this.#membership.say(undefined));
    await said.catch(() => undefined);
    this.close();
  }

  /**
   * Whether it is for this container to write the whole run's summary: for one of those that left, and again for one that
   * came later and ran more. @throws RegattaError AWS_FAILED.
   */
  claimSummary(): Promise<boolean> {
    const done = [...this.seen.files.values()].filter(({ kind }) => kind === "done").length;
    const fields = { by: this.id, files: done };
    const when = ["absent", { equals: { by: this.id } }, { below: { files: done } }] as const;
    return this.#insist(() => this.#write({ sk: summaryKey, when, change: { kind: "put", fields } }));
  }

  /** Stops everything; what is claimed here stays claimed until others take it over. */
  close(): void {
    this.#isClosed = true;
    this.#lookout.close();
    this.#membership.close();
  }

  #write(write: Parameters<QueueStore["write"]>[0]): Promise<boolean> {
    const { store, clock, timing } = this.#options;
    return within(clock, timing.attemptMs, (signal) => store.write(write, signal));
  }

  #insist<T>(attempt: () => Promise<T>): Promise<T> {
    return insist(this.#options, attempt);
  }

  #knownRefusal(file: string, locks: readonly string[]): ClaimAnswer | undefined {
    const standing = this.#told.of(file);
    if (standing === "done") return { kind: "refused", because: "done" };
    if (standing === "claimed") return { kind: "refused", because: "running" };
    const busy = this.seen.locks.find(({ name, by }) => by !== this.id && locks.includes(name));
    return busy && this.#onLocked(file, busy.name);
  }

  /** The file is told as waiting again once the lock looks free. */
  #onLocked(file: string, lock: string): ClaimAnswer {
    this.#told.lockOut(file, lock);
    this.#lookout.reconsider();
    return { kind: "refused", because: "locked", lock };
  }

  /** A claim of ours that we know nothing of any more, from before this container was fenced, is no obstacle. */
  async #wasStray(file: string, standing: FileStanding): Promise<boolean> {
    if (standing.kind !== "claimed" || standing.by !== this.id) return false;
    const claim = { id: standing.claim, file, locks: [], state: "asking" } as const;
    await giveBack({ ...this.#options, claim, what: "all" });
    return true;
  }

  async #onTaken(file: string, standing: FileStanding): Promise<ClaimAnswer> {
    // Others are ahead of what was seen last: the next candidates may be gone as well.
    if (this.#lookout.mayLook) await this.#lookout.look().catch(() => undefined);
    if (this.#told.of(file) === "waiting") this.#told.tellOf(file, standing);
    return { kind: "refused", because: standing.kind === "done" ? "done" : "running" };
  }

  #onLook(look: Look): void {
    this.#tell(look);
    this.#options.listener.onLook?.();
  }

  #tell(look: Look): void {
    this.#told.tell(look, (file, standing) => {
      return this.#claims.of(file) !== undefined || (standing.kind === "claimed" && standing.by === this.id);
    });
  }

  #onFence(): void {
    const files = this.#claims.fence();
    // Told as waiting once nobody has them: by who takes them over, or by us, should we be alive after all.
    for (const file of files) this.#told.assume(file, "claimed");
    this.#options.listener.onFenced(files);
  }
}

function left(): RegattaError {
  return new RegattaError("This container has left the run.", { code: "QUEUE_LEFT", source: "internal" });
}
