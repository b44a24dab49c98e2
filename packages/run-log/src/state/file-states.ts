import type { FileVerdict } from "../events/file-result.ts";
import type { QuarantineInForce } from "../events/quarantine-entry.ts";
import type { RunEvent } from "../events/run-event.ts";
import { type AttemptClass, classify } from "./attempt-class.ts";
import type { Attempt, FileState, JudgedAttempt } from "./file-state.ts";
import { finalAttempt, isGreen, isWithoutResult, type Judgement, verdictOf } from "./file-verdict.ts";

type Event<K extends RunEvent["kind"]> = Extract<RunEvent, { kind: K }>;

/** The test files of a run, every attempt at them, and what they are judged by. */
export class FileStates implements Judgement {
  readonly byName = new Map<string, FileState>();
  /** By account, the files that failed there and passed elsewhere. */
  readonly suspects = new Map<string, Event<"account-suspect">>();
  quarantine: readonly QuarantineInForce[] = [];

  /**
   * Takes in an event that is about files.
   * @param isLost its account is no longer the run's.
   */
  apply(event: RunEvent, isLost: boolean): void {
    switch (event.kind) {
      case "files-selected":
        this.#select(event);
        break;
      case "quarantine":
        this.quarantine = event.entries;
        break;
      case "file-started":
        this.#started(event);
        break;
      case "file-finished":
        this.#finished(event);
        break;
      case "file-cut-off":
        this.#cutOff(event, isLost);
        break;
      case "file-never-run":
        this.#neverRun(event);
        break;
      case "file-elsewhere":
        this.#isElsewhere(event);
        break;
      case "result-refused":
        this.#refused(event);
        break;
      case "account-suspect":
        this.suspects.set(event.account, event);
        break;
      default:
        break;
    }
  }

  #select({ files, expectedMs, past = {} }: Event<"files-selected">): void {
    for (const name of files) {
      const file = this.#file(name);
      const expected = expectedMs[name];
      const letters = past[name];
      if (letters !== undefined) file.past = letters;
      if (expected !== undefined) file.expectedMs = expected;
    }
  }

  #started({ file, account, at, others, runId }: Event<"file-started">): void {
    this.#file(file).attempts.push({
      account,
      startedAt: at,
      ...(others ? { others } : {}),
      ...(runId === undefined ? {} : { runId }),
    });
  }

  #finished(event: Event<"file-finished">): void {
    const { outcome, durationMs, result, unstarted, final, seq } = event;
    this.#file(event.file).isTriedAgain = final === false;
    const mark = unstarted ? { unstarted } : {};
    this.#underWay(event).end = { kind: "finished", outcome, durationMs, result, seq, ...mark };
  }

  #cutOff(event: Event<"file-cut-off">, lost: boolean): void {
    this.#underWay(event).end = {
      kind: "cut-off",
      reason: event.reason,
      ...(lost ? { lost } : {}),
    };
  }

  #neverRun({ file, reason }: Event<"file-never-run">): void {
    Object.assign(this.#file(file), { neverRun: reason, isTriedAgain: false });
  }

  #isElsewhere({ file, container, verdict, durationMs, where, message }: Event<"file-elsewhere">): void {
    this.#file(file).elsewhere = {
      container,
      ...(verdict ? { verdict } : {}),
      ...(durationMs === undefined ? {} : { durationMs }),
      ...(where === undefined ? {} : { where }),
      ...(message === undefined ? {} : { message }),
    };
  }

  /** What was seen of the file in this container so far does not count: another one has taken it over. */
  #refused({ file, runId }: Event<"result-refused">): void {
    for (const attempt of this.#file(file).attempts) {
      if (attempt.end?.kind !== "finished" || attempt.runId !== runId) continue;
      attempt.end = { kind: "cut-off", reason: "another container had taken it over", lost: true };
    }
  }

  /** In the container that found its account broken: what others saw there they judge for themselves. */
  isSuspect({ account, runId }: Pick<Attempt, "account" | "runId">): boolean {
    const suspect = this.suspects.get(account);
    return suspect !== undefined && suspect.runId === runId;
  }

  verdictOf(file: FileState): FileVerdict {
    return verdictOf(file, this);
  }

  finalAttempt(file: FileState): JudgedAttempt | undefined {
    return finalAttempt(file, this);
  }

  classOf(attempt: Attempt, file: FileState): AttemptClass {
    return classify(attempt, file, this);
  }

  counts(): Record<FileVerdict, number> {
    const counts = noCounts();
    for (const file of this.byName.values()) counts[this.verdictOf(file)]++;
    return counts;
  }

  get done(): number {
    return this.#ended.length;
  }

  get failed(): number {
    return this.#ended.filter((file) => !isGreen(this.verdictOf(file))).length;
  }

  /** Those with a result that is not to be tried again. */
  get #ended(): FileState[] {
    const files = [...this.byName.values()];
    return files.filter((file) => !file.isTriedAgain && !isWithoutResult(this.verdictOf(file)));
  }

  #file(name: string): FileState {
    let file = this.byName.get(name);
    if (!file) {
      file = { file: name, attempts: [] };
      this.byName.set(name, file);
    }
    return file;
  }

  // A result whose start is not in the log is a result all the same.
  #underWay({ file, account, at, runId }: Event<"file-finished" | "file-cut-off">): Attempt {
    const { attempts } = this.#file(file);
    const known = attempts.findLast(
      (attempt) => attempt.account === account && attempt.end === undefined && attempt.runId === runId,
    );
    if (known) return known;
    const attempt: Attempt = { account, startedAt: at, ...(runId === undefined ? {} : { runId }) };
    attempts.push(attempt);
    return attempt;
  }
}

function noCounts(): Record<FileVerdict, number> {
  return {
    passed: 0,
    flaky: 0,
    quarantined: 0,
    failed: 0,
    crashed: 0,
    "timed-out": 0,
    "cut-off": 0,
    "never-run": 0,
  };
}
