import type { FileVerdict } from "./file-result.ts";

/** What happens where the containers of one run share its files; see `RunEventInput`. */
export type ContainerEvent =
  /** Another container of the run has the file; with a verdict, that is the file's one final result. */
  | {
      kind: "file-elsewhere";
      file: string;
      container: string;
      verdict?: FileVerdict;
      /** With a verdict: how long it took there, in which account, and the first lines of what failed. */
      durationMs?: number;
      where?: string;
      message?: string;
    }
  /** This is one of the containers that share the files of a run: what they have in common is `key`. */
  | { kind: "container-joined"; key: string; index: number; of: number; id: string }
  /** This container is through with its files; so many are not done yet in others. */
  | { kind: "container-waits"; files: number }
  /** Another container was silent for too long: what it had claimed waits again. */
  | { kind: "container-lost"; container: string; files: string[] }
  /**
   * A container is through with its files, and has something to say beside their results; 0: nothing. `own`: it is this one,
   * and whatever its Jest ended with is accounted for by that and by the results. `units`: what sharing has cost here so far,
   * in request units of the table.
   */
  | {
      kind: "container-said";
      container: string;
      exitCode: number;
      reason: string;
      own?: true;
      units?: { reads: number; writes: number };
    }
  /** The files cannot be shared: of `total` this container has a fixed part, those selected. */
  | { kind: "shard-taken"; index: number; of: number; files: number; total: number }
  /**
   * Only where the logs of several containers were put together: the log of the one this event is of ends here; without an
   * exit code the container was killed.
   */
  | { kind: "container-ended"; exitCode?: number; reason: string }
  /** This container was taken for dead while the file ran: others have taken it over, and its result does not count. */
  | { kind: "result-refused"; account: string; file: string };
