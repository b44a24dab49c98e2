import { type AccountRef, accountKey, type HoldRequest } from "@regatta/accounts";
import { describeActor } from "@regatta/foundation";
import { optionsToOpen, shellWord } from "@regatta/run-log";

/** What is done with accounts in which a file failed. */
export interface HoldFailed {
  /** How long each is kept for a person, ms. */
  durationMs: number;
  /** How many of a run's accounts are kept at most. */
  most: number;
}

export interface FailedAccountsOptions {
  terms: HoldFailed;
  env: NodeJS.ProcessEnv;
  /** The options the run was given, each as `--name` or `--name=value`. */
  given?: readonly string[] | undefined;
}

/** Keeps some of the accounts in which a file failed for whoever started the run, instead of handing them back. */
export class FailedAccounts {
  readonly #terms: HoldFailed;
  readonly #env: NodeJS.ProcessEnv;
  readonly #given: readonly string[];
  #kept = 0;

  constructor({ terms, env, given = [] }: FailedAccountsOptions) {
    this.#terms = terms;
    this.#env = env;
    this.#given = given;
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

  /** What whoever reads of it does to get into an account that is kept, and out of it again: commands, a line each. */
  nextStep(account: AccountRef): string {
    const isJob = describeActor(this.#env) !== describeActor({});
    const options = optionsToOpen(this.#given).map((word) => ` ${shellWord(word)}`);
    const of = (verb: string) => `regatta pool ${verb} ${accountKey(account)}${options.join("")}`;
    return [
      ...(isJob ? [`${of("hold")} --take-over   makes it yours: it is this job's`] : []),
      `${of("shell")}   a shell with its session`,
      `${of("release")}   when you are done`,
    ].join("\n");
  }
}
