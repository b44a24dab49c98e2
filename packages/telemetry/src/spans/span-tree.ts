import { type Attempt, type AttemptClass, type RunEvent, RunState } from "@regatta/run-log";
import { type AccountEvent, AccountStay } from "./account-stay.ts";
import { attemptEnding, failedTests } from "./attempt-ending.ts";
import { momentOf } from "./moment-of.ts";
import { type Ending, OpenSpan, oneLine } from "./open-span.ts";
import { resultOfRun } from "./result-of-run.ts";
import type { Attributes, Span } from "./span.ts";

type Event<K extends RunEvent["kind"]> = Extract<RunEvent, { kind: K }>;

/**
 * The spans of a run: the run, below it its accounts, below them deploys and attempts at files. Every span lies within its
 * parent. The order of the events decides where their times contradict it, as after the clock was set back.
 * @param events of one run; without `run-finished` it was killed, and ends with its last event. Not empty.
 */
export function spanTree(events: readonly RunEvent[]): Span {
  return new SpanTree(events).root();
}

class SpanTree {
  readonly #events: readonly RunEvent[];
  readonly #state: RunState;
  readonly #run: OpenSpan;
  /** By account, the last one that began there. */
  readonly #stays = new Map<string, AccountStay>();
  readonly #ids = new Map<string, number>();
  #at: number;

  constructor(events: readonly RunEvent[]) {
    this.#events = events;
    this.#state = RunState.of(events);
    this.#at = events[0]?.at ?? 0;
    const { purpose } = this.#state;
    this.#run = new OpenSpan({
      kind: "run",
      id: this.#uniqueId("run"),
      name: `RUN regatta ${purpose}`,
      at: this.#at,
      attributes: this.#attributesOfRun(),
    });
    if (purpose === "tests") {
      this.#run.begin("selection", {
        kind: "selection",
        id: "selection",
        name: "select files",
        at: this.#at,
      });
    }
  }

  root(): Span {
    for (const event of this.#events) {
      this.#at = Math.max(this.#at, event.at);
      this.#apply(event);
    }
    for (const stay of this.#stays.values()) stay.close(this.#at);
    this.#run
      .child("waiting")
      ?.end(this.#at, { result: "error", errorType: "no-account", message: NO_ACCOUNT });
    const { finished } = this.#state;
    this.#run.end(this.#at, finished ? resultOfRun(finished.exitCode, finished.reason) : killed);
    this.#run.set(this.#countsOfRun());
    return this.#run.closed();
  }

  #apply(event: RunEvent): void {
    switch (event.kind) {
      case "file-started":
        this.#stay(event.account).fileStarted(event, this.#at);
        break;
      case "file-finished":
        this.#finished(event);
        break;
      case "file-cut-off":
        this.#cutOff(event);
        break;
      default:
        if ("account" in event) this.#applyToAccount(event);
        else this.#applyToRun(event);
    }
  }

  #applyToAccount(event: AccountEvent): void {
    if (event.kind === "lease-acquired") {
      this.#run.child("waiting")?.end(this.#at, { result: "success" });
      const before = this.#stays.get(event.account);
      if (before?.isOver) {
        before.close(this.#at);
        this.#stays.delete(event.account);
      }
    }
    this.#stay(event.account).apply(event, this.#at);
  }

  #applyToRun(event: Exclude<RunEvent, { account: string }>): void {
    const moment = momentOf(event);
    if (moment) this.#run.note(this.#at, moment.name, moment.attributes);
    if (event.kind === "files-selected") {
      const attributes = { "regatta.files": event.files.length };
      this.#run.child("selection")?.end(this.#at, { result: "success", attributes });
    }
    if (event.kind === "lease-waiting") this.#waits(event);
  }

  #waits({ reason }: Event<"lease-waiting">): void {
    const id = "waiting";
    const waiting =
      this.#run.child(id) ??
      this.#run.begin(id, { kind: id, id: this.#uniqueId(id), name: "wait for accounts", at: this.#at });
    waiting.set({ "regatta.reason": oneLine(reason) });
  }

  #cutOff(event: Event<"file-cut-off">): void {
    const { account, file, reason, attempt, seq, at } = event;
    const stay = this.#stay(account);
    const started = { kind: "file-started", account, file, attempt, seq, at } as const;
    const span = stay.file(file) ?? stay.fileStarted(started, this.#at);
    const isIt = (one: Attempt) => one.account === account && one.end?.kind === "cut-off";
    span.end(this.#at, attemptEnding({ kind: "cut-off", reason }, this.#classOf(file, isIt)));
  }

  #finished(event: Event<"file-finished">): void {
    const { account, file, outcome, durationMs, result, unstarted, attempt, seq, at } = event;
    const stay = this.#stay(account);
    // A result whose start is not in the log began as long before as it took.
    const from = Math.max(stay.span.from, this.#at - durationMs);
    const started = { kind: "file-started", account, file, attempt, seq, at } as const;
    const span = stay.file(file) ?? stay.fileStarted(started, from);
    for (const name of failedTests(result)) {
      span.note(this.#at, "test failed", {
        "test.case.name": oneLine(name),
        "test.case.result.status": "fail",
      });
    }
    const isIt = ({ end }: Attempt) => end?.kind === "finished" && end.seq === seq;
    const end = {
      kind: "finished",
      outcome,
      durationMs,
      result,
      seq,
      ...(unstarted ? { unstarted } : {}),
    } as const;
    span.end(this.#at, attemptEnding(end, this.#classOf(file, isIt)));
  }

  /** What the last attempt of that kind says of the file, now that all others are known. */
  #classOf(name: string, isIt: (attempt: Attempt) => boolean): AttemptClass | undefined {
    const file = this.#state.files.get(name);
    const attempt = file?.attempts.findLast(isIt);
    return attempt && file && this.#state.classOf(attempt, file);
  }

  #stay(account: string): AccountStay {
    let stay = this.#stays.get(account);
    if (!stay) {
      stay = new AccountStay(this.#run, account, this.#at, (id) => this.#uniqueId(id));
      this.#stays.set(account, stay);
    }
    return stay;
  }

  #attributesOfRun(): Attributes {
    const { runId, purpose, pool, personal } = this.#state;
    const started = this.#events.find((event) => event.kind === "run-started");
    return {
      "cicd.pipeline.name": `regatta ${purpose}`,
      "cicd.pipeline.action.name": "RUN",
      "cicd.pipeline.run.id": runId,
      "regatta.pool": pool,
      ...(personal === undefined ? {} : { "regatta.personal": personal }),
      ...(started?.commit === undefined ? {} : { "vcs.ref.head.revision": started.commit }),
    };
  }

  #countsOfRun(): Attributes {
    const { files, deploys } = this.#state;
    const counts = Object.entries(files.size > 0 ? this.#state.counts() : {});
    return {
      ...Object.fromEntries(counts.map(([verdict, count]) => [`regatta.files.${snake(verdict)}`, count])),
      "regatta.deploys.done": deploys.filter(({ outcome }) => outcome === "deployed").length,
      "regatta.deploys.skipped": deploys.filter(({ outcome }) => outcome === "skipped").length,
    };
  }

  #uniqueId(id: string): string {
    const count = (this.#ids.get(id) ?? 0) + 1;
    this.#ids.set(id, count);
    return count === 1 ? id : `${id} #${count}`;
  }
}

const killed: Ending = {
  result: "error",
  errorType: "killed",
  message: "the log ends before the run did: it was killed",
};
const NO_ACCOUNT = "no account was to be had";

function snake(name: string): string {
  return name.replaceAll("-", "_");
}
