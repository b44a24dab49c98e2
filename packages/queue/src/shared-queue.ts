import { type Clock, isRegattaError, RegattaError } from "@regatta/foundation";
import { claimFile, giveBack } from "./claim-file.ts";
import type { Container, ContainerTrouble, FileStanding, Look, QueueResult } from "./look.ts";
import { Membership } from "./membership.ts";
import { MyClaims } from "./my-claims.ts";
import {
  decodeLook,
  fileKey,
  resultFields,
  selectionDigest,
  selectionWrites,
  summaryKey,
} from "./queue-items.ts";
import { isAtWork, isOver } from "./queue-rules.ts";
import type { QueueStore } from "./queue-store.ts";
import type { QueueTiming } from "./queue-timing.ts";
import { Silence } from "./silence.ts";
import { freeStrays, takeOver } from "./take-over.ts";
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

/** How long a result or a last word is offered to a table that cannot be reached, in times of a container's silence. */
const PATIENCE = 4;

/**
 * The test files of one run, shared by several containers through a table: one of them. It claims files one at a time,
 * hears what others do, and takes over what a container that died had claimed.
 */
export class SharedQueue {
  readonly #options: SharedQueueOptions;
  readonly #claims = new MyClaims();
  readonly #membership: Membership;
  readonly #silence: Silence;
  readonly #told = new Map<string, FileStanding["kind"]>();
  /** Files that a lock kept from being claimed, by the lock. */
  readonly #lockedOut = new Map<string, string>();
  readonly #closed = new AbortController();
  #look: Look = decodeLook([]);
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> = Promise.resolve();
  #nextLook: Promise<void> | undefined;
  #lookAtOnce = false;
  #isFollowing = false;
  #wake = new AbortController();

  constructor(options: SharedQueueOptions) {
    this.#options = options;
    const { store, clock, timing, newId, index } = options;
    this.#silence = new Silence(timing.silentMs);
    const about = { index };
    const onFence = () => this.#onFence();
    this.#membership = new Membership({ store, clock, timing, newId, about, onFence });
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
    for (const container of this.#look.containers.values()) {
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
    return this.#look;
  }

  /**
   * Joins the run: its files are those of all containers together. What others are at is told from `follow` on.
   * @throws RegattaError as AWS failed: QUEUE_DENIED, QUEUE_MISSING, QUEUE_FAILED.
   */
  async join(files: readonly string[]): Promise<void> {
    await this.#lookNow();
    if (!this.#look.selections.has(selectionDigest(files))) {
      // Refused where another container writes the same at the same time.
      for (const write of selectionWrites(files)) await this.#insisting(() => this.#write(write));
    }
    await this.#insisting(() => this.#membership.join());
    await this.#insisting(() => this.#lookNow());
  }

  /** Tells the listener how files stand, now and whenever that changes. */
  follow(): void {
    this.#isFollowing = true;
    this.#tell();
    void this.#keepLooking();
  }

  /**
   * Claims a file, and with it its locks: all or nothing. Waits while the table cannot be reached; one that is claimed here
   * already is claimed.
   * @throws RegattaError QUEUE_LEFT when this container leaves meanwhile.
   */
  async claim(file: string, locks: readonly string[] = []): Promise<ClaimAnswer> {
    if (this.#claims.of(file)?.state === "held") return { kind: "claimed" };
    this.#lockedOut.delete(file);
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
   * @throws RegattaError QUEUE_FAILED when the table could not be reached for long.
   */
  async finish(file: string, result: QueueResult): Promise<"final" | "void"> {
    const claim = this.#claims.of(file);
    if (!claim) {
      // What becomes of it is told, whatever was told before.
      if (this.#told.get(file) !== "done") this.#told.set(file, "claimed");
      return "void";
    }
    claim.state = "ended";
    const when = [{ equals: { claim: claim.id } }];
    const change = { kind: "set", fields: resultFields(result) } as const;
    // Until the table has it, it is others' as far as is known here: what becomes of it then is told.
    this.#told.set(file, "claimed");
    try {
      const isFinal = await this.#insisting(() => this.#write({ sk: fileKey(file), when, change }));
      if (isFinal) this.#told.set(file, "done");
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
    this.#told.set(file, "waiting");
    // What cannot be given back now is found by the next look.
    await giveBack({ ...this.#options, claim, what: "all" });
  }

  /**
   * This container's files have ended. Waits until the others' have, too.
   * @param trouble what it has to say beside the results. @returns what became of the whole run.
   * @throws RegattaError QUEUE_FAILED when the table could not be reached for long.
   */
  async leave(trouble?: ContainerTrouble): Promise<Look> {
    await this.#insisting(() => this.#membership.say(trouble));
    await this.#insisting(() => this.#lookNow());
    while (!isOver(this.#look) && !this.#closed.signal.aborted) {
      const { clock, timing } = this.#options;
      await clock.sleep(timing.idleLookMs);
      await this.#insisting(() => this.#lookNow());
    }
    this.close();
    return this.#look;
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
   * came later and ran more. @throws RegattaError QUEUE_FAILED.
   */
  claimSummary(): Promise<boolean> {
    const done = [...this.#look.files.values()].filter(({ kind }) => kind === "done").length;
    const fields = { by: this.id, files: done };
    const when = ["absent", { equals: { by: this.id } }, { below: { files: done } }] as const;
    return this.#insisting(() => this.#write({ sk: summaryKey, when, change: { kind: "put", fields } }));
  }

  /** Stops everything; what is claimed here stays claimed until others take it over. */
  close(): void {
    this.#closed.abort();
    this.#wake.abort();
    this.#membership.close();
  }

  #write(write: Parameters<QueueStore["write"]>[0]): Promise<boolean> {
    const { store, clock, timing } = this.#options;
    return within(clock, timing.attemptMs, (signal) => store.write(write, signal));
  }

  async #insisting<T>(attempt: () => Promise<T>): Promise<T> {
    const { clock, timing } = this.#options;
    const until = clock.monotonic() + PATIENCE * timing.silentMs;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        const isOurs = isRegattaError(error) && error.source === "user";
        if (isOurs || clock.monotonic() >= until) throw error;
        await clock.sleep(timing.retryMs);
      }
    }
  }

  #knownRefusal(file: string, locks: readonly string[]): ClaimAnswer | undefined {
    const standing = this.#told.get(file);
    if (standing === "done") return { kind: "refused", because: "done" };
    if (standing === "claimed") return { kind: "refused", because: "running" };
    const busy = this.#look.locks.find(({ name, by }) => by !== this.id && locks.includes(name));
    return busy && this.#onLocked(file, busy.name);
  }

  /** The file is told as waiting again once the lock looks free. */
  #onLocked(file: string, lock: string): ClaimAnswer {
    this.#lockedOut.set(file, lock);
    this.#wake.abort();
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
    if (this.#mayLook) await this.#lookNow().catch(() => undefined);
    if ((this.#told.get(file) ?? "waiting") === "waiting") this.#tellOf(file, standing);
    return { kind: "refused", because: standing.kind === "done" ? "done" : "running" };
  }

  /** How far looks are apart at least, ms: the dearer the further, 20 read units a second over time. */
  get #paceMs(): number {
    return this.#options.store.lookUnits * 50;
  }

  get #mayLook(): boolean {
    return this.#options.clock.monotonic() - this.#lookedAt >= this.#paceMs;
  }

  async #keepLooking(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#closed.signal.aborted) {
      const waitMs = this.#nextLookMs;
      if (waitMs > 0) {
        this.#wake = new AbortController();
        await clock.sleep(waitMs, this.#wake.signal).catch(() => undefined);
      } else {
        await this.#lookNow().catch(() => clock.sleep(this.#options.timing.retryMs));
      }
    }
  }

  get #nextLookMs(): number {
    if (this.#lookAtOnce) return 0;
    const { clock, timing } = this.#options;
    const isWaiting = this.#claims.isIdle || this.#lockedOut.size > 0;
    const apartMs = Math.max(isWaiting ? timing.idleLookMs : timing.lookMs, this.#paceMs);
    return this.#lookedAt + apartMs - clock.monotonic();
  }

  /** One look at a time: who asks while one is under way gets the next. */
  #lookNow(): Promise<void> {
    this.#nextLook ??= this.#looking
      .catch(() => undefined)
      .then(() => {
        this.#nextLook = undefined;
        this.#looking = this.#lookOnce();
        return this.#looking;
      });
    return this.#nextLook;
  }

  async #lookOnce(): Promise<void> {
    const { clock, store, timing } = this.#options;
    const sentAt = clock.monotonic();
    const items = await within(clock, timing.attemptMs * 2, (signal) => store.look(signal));
    this.#look = decodeLook(items);
    this.#lookedAt = clock.monotonic();
    this.#lookAtOnce = false;
    const silent = this.#silence.observe(this.#look, sentAt, this.#lookedAt);
    this.#tell();
    const context = { ...this.#options, look: this.#look, me: this.id, ours: this.#claims.has };
    const lost = await takeOver(
      context,
      silent.filter(({ id }) => id !== this.id),
    );
    await freeStrays(context, new Set(lost.map(({ id }) => id)));
    for (const container of lost) this.#options.listener.onLost(container, this.#filesOf(container));
    if (lost.length > 0) this.#lookAtOnce = true;
    if (this.#isFollowing) this.#options.listener.onLook?.();
  }

  #filesOf({ id }: Container): string[] {
    return [...this.#look.files]
      .filter(([, one]) => one.kind === "claimed" && one.by === id)
      .map(([file]) => file);
  }

  #tell(): void {
    if (!this.#isFollowing) return;
    for (const [file, standing] of this.#look.files) {
      const isOurs = this.#claims.of(file) || (standing.kind === "claimed" && standing.by === this.id);
      if (!isOurs) this.#tellOf(file, standing);
    }
    const busy = new Set(this.#look.locks.map(({ name }) => name));
    for (const [file, lock] of this.#lockedOut) {
      if (busy.has(lock)) continue;
      this.#lockedOut.delete(file);
      this.#options.listener.onFile(file, { kind: "waiting" });
    }
  }

  #tellOf(file: string, standing: FileStanding): void {
    const before = this.#told.get(file) ?? "waiting";
    // A result is final: an older look knows it less well.
    if (before === standing.kind || before === "done") return;
    this.#told.set(file, standing.kind);
    this.#lockedOut.delete(file);
    this.#options.listener.onFile(file, standing);
  }

  #onFence(): void {
    const files = this.#claims.fence();
    // Told as waiting once nobody has them: by who takes them over, or by us, should we be alive after all.
    for (const file of files) this.#told.set(file, "claimed");
    this.#options.listener.onFenced(files);
  }
}

function left(): RegattaError {
  return new RegattaError("This container has left the run.", { code: "QUEUE_LEFT", source: "internal" });
}
