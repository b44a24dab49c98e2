import { median } from "@regatta/foundation";
import type { RunState } from "../state/run-state.ts";
import type { AccountTimes, Stretch, WorkerStart } from "../state/timeline.ts";
import type { Finding } from "./finding.ts";
import { type AccountUse, idleMs, joined, type Period, startedBefore } from "./idle-time.ts";
import { type Available, type LeastPossible, leastPossibleMs } from "./least-possible.ts";
import { mostAtOnce } from "./most-at-once.ts";

/** A stretch that is over. */
export type Ended = Stretch & { to: number };

/** An account that could take files. */
export type Usable = AccountTimes & { account: string; usableAt: number };

/** A file that took so many times what was expected was expected wrongly. */
const WRONG = 1.5;
/** More accounts always help a little; for less than this, ms, nobody gets any. */
const WORTH_AN_ACCOUNT_MS = 10_000;
/** An account that was usable later than the first by this share of the run was late. */
const LATE = 0.05;

/** A run whose files have ended, and what its length came from. Times in ms; those of `given` from its beginning. */
export class MeasuredRun {
  readonly makespanMs: number;
  readonly leastMs: number;
  readonly files: number;
  readonly #state: RunState;
  readonly #ended: Ended[];
  readonly #used: Usable[];
  readonly #start: number;
  readonly #end: number;
  readonly #given: LeastPossible;

  constructor(state: RunState, ended: Ended[], used: Usable[], start: number) {
    this.#state = state;
    this.#ended = ended;
    this.#used = used;
    this.#start = start;
    this.#end = Math.max(...ended.map(({ to }) => to));
    this.makespanMs = this.#end - start;
    const counted = ended.filter(({ wasted }) => !wasted);
    this.files = counted.length;
    this.#given = {
      workMs: sum(counted.map((one) => lengthOf(one) * (1 + one.others.length))),
      longestMs: Math.max(...counted.map(lengthOf)),
      accounts: used.map((one) => this.#available(one)),
      filesPerAccount: mostAtOnce(ended),
    };
    // Clocks are read a moment apart in different processes.
    this.leastMs = Math.min(this.makespanMs, leastPossibleMs(this.#given));
  }

  findings(): Finding[] {
    const all = [
      this.#waited(),
      this.#deploys(),
      this.#longFile(),
      this.#moreAccounts(),
      this.#repeated(),
      this.#endedLast(),
      this.#startingWorkers(),
      this.#filesWaited(),
    ];
    return all.filter((finding) => finding !== undefined);
  }

  /** It may have been given back for want of files: then it could have gone on. */
  #available({ usableAt, leftAt }: Usable): Available {
    const until = leftAt === undefined ? Number.POSITIVE_INFINITY : leftAt - this.#start;
    return { from: usableAt - this.#start, until };
  }

  #least(change: Partial<LeastPossible>): number {
    return leastPossibleMs({ ...this.#given, ...change });
  }

  #waited(): Finding | undefined {
    const { waitingSince } = this.#state.timeline;
    if (waitingSince === undefined) return undefined;
    return { kind: "waited", costMs: Math.min(...this.#used.map(({ leasedAt }) => leasedAt)) - waitingSince };
  }

  // What would be spared if every account were usable as soon as it was entered.
  #deploys(): Finding | undefined {
    const slow = this.#used.filter(({ deployed }) => deployed);
    const entered = (one: Usable) => (one.deployed ? (one.enteredAt ?? one.usableAt) : one.usableAt);
    const accounts = this.#used.map((one) => this.#available({ ...one, usableAt: entered(one) }));
    const costMs = this.leastMs - this.#least({ accounts });
    if (slow.length > 0) {
      const firstMs = Math.min(...this.#used.map(({ usableAt }) => usableAt)) - this.#start;
      return { kind: "deploys", firstMs, accounts: slow.length, costMs };
    }
    return this.#lateAccounts();
  }

  #lateAccounts(): Finding | undefined {
    const usable = this.#used.map(({ usableAt }) => usableAt - this.#start);
    const first = Math.min(...usable);
    const accounts = this.#given.accounts.map(({ until }) => ({ from: first, until }));
    const late = usable.filter((at) => at - first > LATE * this.makespanMs).length;
    return { kind: "late-accounts", accounts: late, costMs: this.leastMs - this.#least({ accounts }) };
  }

  // The run could not have been shorter for this file, and could have been without it.
  #longFile(): Finding | undefined {
    const { longestMs, workMs, accounts } = this.#given;
    const longest = this.#ended.find((one) => !one.wasted && lengthOf(one) === longestMs);
    const rest = this.#least({ longestMs: 0, workMs });
    const share = longestMs / this.makespanMs;
    if (!longest || accounts.length < 2 || share < 0.5) return undefined;
    return { kind: "long-file", file: longest.file, share, costMs: this.leastMs - rest };
  }

  // As many again as a quarter: enough to tell, and not so many that nobody has them.
  #moreAccounts(): Finding | undefined {
    const { accounts } = this.#given;
    const { personal, timeline } = this.#state;
    if (personal !== undefined || timeline.isNumberChosen || this.files <= accounts.length) return undefined;
    const more = Math.ceil(accounts.length / 4);
    const from = median(accounts.map((one) => one.from)) ?? 0;
    const added = Array.from({ length: more }, () => ({ from, until: Number.POSITIVE_INFINITY }));
    const costMs = this.leastMs - this.#least({ accounts: [...accounts, ...added] });
    return costMs < WORTH_AN_ACCOUNT_MS ? undefined : { kind: "more-accounts", accounts: more, costMs };
  }

  #repeated(): Finding | undefined {
    const wasted = this.#ended.filter((one) => one.wasted);
    const timeMs = sum(wasted.map(lengthOf));
    const workMs = this.#given.workMs + timeMs;
    if (wasted.length === 0) return undefined;
    // Those that ended last were waited for by all.
    const after = Math.max(0, this.#end - Math.max(...this.#firstOf(({ to }) => to)));
    const costMs = Math.max(after, this.#least({ workMs }) - this.leastMs);
    return { kind: "repeated", attempts: wasted.length, timeMs, costMs };
  }

  /** Of each file the earliest of these times. */
  #firstOf(time: (stretch: Ended) => number): number[] {
    const first = new Map<string, number>();
    for (const one of this.#ended) first.set(one.file, Math.min(first.get(one.file) ?? time(one), time(one)));
    return [...first.values()];
  }

  // What all accounts but one waited for at the end, where it could have been begun sooner.
  #endedLast(): Finding | undefined {
    const last = this.#ended.find(({ to, wasted }) => to === this.#end && !wasted);
    if (!last) return undefined;
    const tookMs = lengthOf(last);
    const costMs = Math.min(this.makespanMs - this.leastMs, this.#end - this.#lastEndBeside(last));
    const expectedMs = this.#state.files.get(last.file)?.expectedMs;
    if (expectedMs === undefined) {
      const files = [...this.#state.files.values()].filter((one) => one.expectedMs === undefined).length;
      return { kind: "unknown-lengths", files, costMs };
    }
    if (tookMs < WRONG * expectedMs) return undefined;
    return { kind: "wrong-estimate", file: last.file, tookMs, expectedMs, costMs };
  }

  #lastEndBeside(last: Ended): number {
    return Math.max(this.#start, ...this.#ended.filter((one) => one !== last).map(({ to }) => to));
  }

  #startingWorkers(): Finding {
    const timeMs = sum(this.#used.flatMap((one) => this.#started(one)).map(({ from, to }) => to - from));
    const workers = this.#state.timeline.workerStarts.length;
    return { kind: "starting-workers", workers, timeMs, costMs: timeMs / this.#used.length };
  }

  #started(account: Usable): Period[] {
    const { workerStarts } = this.#state.timeline;
    const starts = workerStarts.filter((one): one is Required<WorkerStart> => one.to !== undefined);
    return startedBefore(this.#use(account), joined(starts), this.#end);
  }

  #use({ account, usableAt }: Usable): AccountUse {
    const ran = this.#ended.filter((one) => one.account === account || one.others.includes(account));
    return { usableAt, ran };
  }

  // As long as a file was still to be begun for the first time.
  #filesWaited(): Finding | undefined {
    const lastStart = Math.max(...this.#firstOf(({ from }) => from));
    const idle = (one: Usable) =>
      idleMs(this.#use(one), this.#started(one), Math.min(one.leftAt ?? lastStart, lastStart));
    const timeMs = sum(this.#used.map(idle));
    return { kind: "files-waited", timeMs, costMs: timeMs / this.#used.length };
  }
}

function lengthOf({ from, to }: Ended): number {
  return to - from;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
