import type { RunEvent } from "../events/run-event.ts";

/** When one account of a run could be used, and until when; ms since the epoch. */
export interface AccountTimes {
  leasedAt: number;
  /** Its session was opened and deploying began. */
  enteredAt?: number;
  /** It could take a file: every service was up, or the first file that needs only some had begun. */
  usableAt?: number;
  /** It was taken from the run, or is not fit for it any more. Not where it went back for want of files. */
  leftAt?: number;
  /** Something was deployed in it. */
  deployed?: true;
}

/** A stretch of time in which a file ran in an account. */
export interface Stretch {
  file: string;
  account: string;
  /** The accounts it had beside that one. */
  others: readonly string[];
  from: number;
  /** Missing while it runs. */
  to?: number;
  /** It has no result, or one that does not count as the file's. */
  wasted: boolean;
}

/** A stretch of time in which a worker was started in an account, until its first file began. */
export interface WorkerStart {
  account: string;
  from: number;
  /** Missing until then, and where none did. */
  to?: number;
}

/** When things happened in a run, as far as it decides how long the tests take. */
export class Timeline {
  readonly accounts = new Map<string, AccountTimes>();
  readonly stretches: Stretch[] = [];
  readonly workerStarts: WorkerStart[] = [];
  /** When the files were known: nothing is leased before. */
  selectedAt: number | undefined;
  /** Regatta decided how many accounts the run is worth. */
  isNumberChosen = false;
  /** Since when the pool had not enough accounts for it, before it had any. */
  waitingSince: number | undefined;
  readonly #running = new Map<string, Stretch>();
  /** By file, what its last result came from. */
  readonly #results = new Map<string, Stretch>();

  /** Takes in the next event. */
  apply(event: RunEvent): void {
    switch (event.kind) {
      case "files-selected":
        this.selectedAt = event.at;
        break;
      case "accounts-chosen":
        this.isNumberChosen = true;
        break;
      case "lease-waiting":
        if (this.accounts.size === 0) this.waitingSince ??= event.at;
        break;
      case "lease-acquired":
        this.accounts.set(event.account, { leasedAt: event.at });
        break;
      case "session-opened":
        this.#set(event.account, (times) => ({ ...times, enteredAt: event.at }));
        break;
      case "deploy-started":
        this.#set(event.account, (times) => ({ ...times, deployed: true }));
        break;
      case "account-ready":
        this.#set(event.account, (times) => ({ usableAt: event.at, ...times }));
        break;
      case "lease-lost":
      case "account-surplus":
      case "account-suspect":
        this.#set(event.account, (times) => ({ leftAt: event.at, ...times }));
        break;
      case "worker-started":
        this.workerStarts.push({ account: event.account, from: event.at });
        break;
      case "file-started":
        this.#started(event);
        break;
      case "file-finished":
        this.#ended(event, false);
        break;
      case "file-cut-off":
        this.#ended(event, true);
        break;
      default:
        break;
    }
  }

  #set(account: string, change: (times: AccountTimes) => AccountTimes): void {
    const times = this.accounts.get(account);
    if (times) this.accounts.set(account, change(times));
  }

  #started({ account, file, others = [], at }: Extract<RunEvent, { kind: "file-started" }>): void {
    const stretch: Stretch = { file, account, others, from: at, wasted: false };
    this.stretches.push(stretch);
    this.#running.set(`${account} ${file}`, stretch);
    const worker = this.workerStarts.find((one) => one.account === account && one.to === undefined);
    if (worker) worker.to = at;
    for (const one of [account, ...others]) this.#set(one, (times) => ({ usableAt: at, ...times }));
  }

  #ended({ account, file, at }: { account: string; file: string; at: number }, isCutOff: boolean): void {
    const stretch = this.#running.get(`${account} ${file}`);
    this.#running.delete(`${account} ${file}`);
    if (!stretch) return;
    stretch.to = at;
    stretch.wasted = isCutOff;
    if (isCutOff) return;
    const before = this.#results.get(file);
    if (before) before.wasted = true;
    this.#results.set(file, stretch);
  }
}
