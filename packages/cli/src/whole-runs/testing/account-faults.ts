import type { AttemptClass, FileVerdict } from "@regatta/run-log";

/** How a file behaves where its account is sound. */
export type FileKind = "passes" | "fails" | "crashes" | "times out" | "fails once";

/** What becomes of a file. */
export interface Cell {
  verdict: FileVerdict;
  /** One for each attempt, in order. */
  attempts: readonly AttemptClass[];
}

/** What can be wrong with an account, and what then becomes of files that were given to it. */
export interface AccountFault {
  /** As the documentation has it. */
  happens: string;
  /** How it goes back. */
  account: string;
  /** Without retries, and with one. */
  off: Partial<Record<FileKind, Cell>>;
  on: Partial<Record<FileKind, Cell>>;
  /** Said instead, where it is the same as something else. */
  as?: string;
}

const cell = (verdict: FileVerdict, ...attempts: AttemptClass[]): Cell => ({ verdict, attempts });

const sound = {
  off: {
    passes: cell("passed", "passed"),
    fails: cell("failed", "failed"),
    crashes: cell("crashed", "crashed"),
    "times out": cell("timed-out", "timed-out"),
    "fails once": cell("failed", "failed"),
  },
  on: {
    passes: cell("passed", "passed"),
    fails: cell("failed", "failed", "failed"),
    crashes: cell("crashed", "crashed", "crashed"),
    "times out": cell("timed-out", "timed-out", "timed-out"),
    "fails once": cell("flaky", "flaky", "passed"),
  },
};

const never = { passes: cell("never-run"), fails: cell("never-run") };

const elsewhere = { ...sound, as: "as with nothing wrong: it runs elsewhere" };
const lost = {
  off: {
    passes: cell("passed", "infrastructure", "passed"),
    fails: cell("failed", "infrastructure", "failed"),
    crashes: cell("crashed", "infrastructure", "crashed"),
  },
  on: {
    passes: cell("passed", "infrastructure", "passed"),
    fails: cell("failed", "infrastructure", "failed", "failed"),
    crashes: cell("crashed", "infrastructure", "crashed", "crashed"),
  },
};

/** By a name; every cell is checked by a run of the real program. */
export const accountFaults = {
  none: {
    happens: "nothing",
    account: "`available` after files that passed or failed; `dirty` after one that crashed or timed out",
    ...sound,
  },
  deploy: {
    happens: "a service cannot be deployed there",
    account: "`dirty`, with the stack's reason",
    ...elsewhere,
  },
  session: {
    happens: "STS does not let the run in",
    account: "`dirty`, for the pool's entry or the role is wrong; `available` where no account lets it in",
    ...elsewhere,
  },
  credentials: {
    // Half-way through a session's 15 minutes at the least: no whole run waits for that.
    happens:
      "its credentials cannot be renewed and are about to end (`guarded-accounts.test.ts` of `jest-runner`)",
    account: "`available`: what could outlast them is not started there, and what runs there ends",
    ...elsewhere,
  },
  lost: {
    happens: "its lease is lost while the file runs",
    account: "it is no longer the run's: nothing is handed back",
    ...lost,
  },
  ended: {
    happens: "its credentials end all the same (`account-in-trouble.test.ts` of `run`)",
    account: "`dirty`, for the file was cut off there",
    ...lost,
    as: "as with a lost lease",
  },
  broken: {
    happens:
      "every file fails there, also those that pass elsewhere (its credentials ended unannounced, its data are bad)",
    account:
      "`available` without retries: nobody can know; `dirty` with them, as soon as two such files are known",
    off: { passes: cell("failed", "failed"), fails: cell("failed", "failed") },
    on: {
      passes: cell("passed", "broken-account", "passed"),
      fails: cell("failed", "broken-account", "failed"),
    },
  },
  nowhere: {
    happens: "no account can be had or deployed at all",
    account: "as above; the run ends with 3",
    off: never,
    on: never,
  },
} as const satisfies Record<string, AccountFault>;
