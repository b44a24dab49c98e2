/** An account that is not to be trusted any more, and the files that say so. */
export interface Suspicion {
  account: string;
  /** They failed there and passed elsewhere; in the order in which that was found out. */
  files: string[];
  /** In a few words for people; the files are not in it. */
  reason: string;
}

/** From so many files on that failed in an account and passed in another one, the account may be the reason. */
const SUSPECT_FILES = 2;
/** And they must be at least this part of what ended there: some files are flaky, and fail in a sound account too. */
const SUSPECT_SHARE = 1 / 5;
/** So many failures in a row put an account on probation. */
const PROBATION_FAILURES = 2;

interface Results {
  ended: number;
  failedInARow: number;
  failed: Set<string>;
  /** Of those that failed, the ones that passed elsewhere. */
  elsewhere: Set<string>;
}

/**
 * Whose fault are failures: the file's, or the account's? Only a second account can tell, so this is of use where
 * files that fail are tried again elsewhere. Pure: told of every result, asked by the schedule.
 */
export class Suspects {
  readonly #accounts = new Map<string, Results>();
  readonly #suspects = new Set<string>();
  /** By file, the accounts in which it failed, and in which it passed. */
  readonly #failedIn = new Map<string, Set<string>>();
  readonly #passedIn = new Map<string, Set<string>>();

  /**
   * A file has a result in an account; that of a file which crashed or timed out is `failed`.
   * @returns the accounts that are suspect from now on, each told once.
   */
  ended(account: string, path: string, result: "passed" | "failed"): Suspicion[] {
    const here = this.#resultsOf(account);
    here.ended++;
    here.failedInARow = result === "failed" ? here.failedInARow + 1 : 0;
    const blamed = result === "failed" ? this.#failed(account, path) : this.#passed(account, path);
    return blamed.filter((name) => this.#isNewSuspect(name)).map((name) => this.#suspect(name));
  }

  /** Whether the account was told to be suspect. */
  isSuspect(account: string): boolean {
    return this.#suspects.has(account);
  }

  /** How many of a file's failures count against its retries: those in accounts that are not suspect. */
  failuresOf(path: string): number {
    return [...(this.#failedIn.get(path) ?? [])].filter((account) => !this.#suspects.has(account)).length;
  }

  /**
   * Whether the account gets no file for now: the last results there were failures, and it is being found out
   * elsewhere whether that was its fault. One such account must not eat the queue. Where all of them are in that
   * state it is the tests, and none is on probation.
   * @param accounts those in the run now.
   * @param isOpen whether a file has no final result, and another account runs it or could.
   */
  isOnProbation(account: string, accounts: Iterable<string>, isOpen: (path: string) => boolean): boolean {
    if (!this.#fails(account)) return false;
    if ([...accounts].every((other) => this.#fails(other))) return false;
    return [...this.#resultsOf(account).failed].some(isOpen);
  }

  #fails(account: string): boolean {
    return (this.#accounts.get(account)?.failedInARow ?? 0) >= PROBATION_FAILURES;
  }

  /** @returns the account, where this failure speaks against it. */
  #failed(account: string, path: string): string[] {
    addTo(this.#failedIn, path, account);
    const here = this.#resultsOf(account);
    here.failed.add(path);
    const passedElsewhere = [...(this.#passedIn.get(path) ?? [])].some((other) => other !== account);
    if (passedElsewhere) here.elsewhere.add(path);
    return passedElsewhere ? [account] : [];
  }

  /** @returns the accounts that this pass speaks against. */
  #passed(account: string, path: string): string[] {
    addTo(this.#passedIn, path, account);
    const others = [...(this.#failedIn.get(path) ?? [])].filter((other) => other !== account);
    for (const other of others) this.#resultsOf(other).elsewhere.add(path);
    return others;
  }

  #isNewSuspect(account: string): boolean {
    const { elsewhere, ended } = this.#resultsOf(account);
    const isOften = elsewhere.size >= SUSPECT_FILES && elsewhere.size >= ended * SUSPECT_SHARE;
    return isOften && !this.#suspects.has(account);
  }

  #suspect(account: string): Suspicion {
    this.#suspects.add(account);
    const files = [...this.#resultsOf(account).elsewhere];
    return { account, files, reason: `${files.length} files failed there and passed in another account` };
  }

  #resultsOf(account: string): Results {
    const known = this.#accounts.get(account);
    if (known) return known;
    const results: Results = { ended: 0, failedInARow: 0, failed: new Set(), elsewhere: new Set() };
    this.#accounts.set(account, results);
    return results;
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(value));
}
