/** What became of a file, for everybody. */
export interface QueueResult {
  /** The verdict on the file: `passed`, `failed`, `flaky` … */
  outcome: string;
  durationMs: number;
  /** Where it ran, `<id>/<region>`. */
  account: string;
  /** How often it was tried. */
  attempts: number;
  /** The first lines of what failed. */
  message?: string;
}

/** Where a file stands. `by` is a container's id, `claim` the id of that one claim. */
export type FileStanding =
  | { kind: "waiting" }
  | { kind: "claimed"; claim: string; by: string }
  | { kind: "done"; by: string; result: QueueResult };

/** Why a container's own part of the run is not good although its files are. */
export interface ContainerTrouble {
  exitCode: number;
  reason: string;
}

/** One life of one container; restarted, it has another id. */
export interface Container {
  id: string;
  /** Which of the containers it is, from 1. */
  index: number;
  /** Grows as long as it lives. */
  beat: number;
  /** Somebody took its claims: it was silent for too long. */
  isDead: boolean;
  /** It claims nothing any more as long as others do. */
  isPassive: boolean;
  /** Its files have all ended, and this is all it had to say beside them. */
  said?: { trouble?: ContainerTrouble };
}

/** A lock that is held for a claim. */
export interface Lock {
  name: string;
  claim: string;
  by: string;
}

/** What one look shows. */
export interface Look {
  /** Every file that any container selected. */
  files: ReadonlyMap<string, FileStanding>;
  containers: ReadonlyMap<string, Container>;
  locks: readonly Lock[];
  /** By their digest, the lists of files that are written down in whole. */
  selections: ReadonlySet<string>;
}
