import { type AccountRef, accountKey, type HoldRequest } from "@regatta/accounts";
import { describeActor } from "@regatta/foundation";

/** What is done with accounts in which a file failed. */
export interface HoldFailed {
  /** How long each is kept for a person, ms. */
  durationMs: number;
  /** How many of a run's accounts are kept at most. */
  most: number;
}

/** Keeps some of the accounts in which a file failed for whoever started the run, instead of handing them back. */
export class FailedAccounts {
  readonly #terms: HoldFailed;
  readonly #env: NodeJS.ProcessEnv;
  #kept = 0;

  constructor(terms: HoldFailed, env: NodeJS.ProcessEnv) {
    this.#terms = terms;
    this.#env = env;
  }

  /**
   * @param failed the file that failed there.
   * @param dirtyBecause why the account is not clean, if it is not.
   * @returns what to keep the account with; undefined when enough are kept already.
   */
  keep(failed: string, dirtyBecause: string | undefined): HoldRequest | undefined {
    if (this.#kept >= this.#terms.most) return undefined;
    this.#kept++;
    const { durationMs } = this.#terms;
    return { holder: describeActor(this.#env), reason: `${failed} failed`, durationMs, dirtyBecause };
  }

  /** What whoever reads of it does to get into an account that is kept. */
  nextStep(account: AccountRef): string {
    const key = accountKey(account);
    const isJob = describeActor(this.#env) !== describeActor({});
    const first = isJob ? `regatta pool hold ${key} --take-over, then ` : "";
    return `${first}regatta pool shell ${key}; regatta pool release ${key} when you are done`;
  }
}
