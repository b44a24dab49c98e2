import { isRegattaError } from "@regatta/foundation";
import { expectationOf, type RunLog, timingsOf } from "@regatta/run-log";
import { fixedShard } from "@regatta/scheduler";
import type { RunBasis } from "../basis/run-basis.ts";
import { splitJestArguments } from "../jest/jest-options.ts";
import { jestOptionTable } from "../replay/jest-option-table.ts";
import type { ContainerPlace } from "./container-place.ts";
import type { SharedFiles } from "./shared-files.ts";

export interface TakePartOptions {
  place: ContainerPlace;
  /** Absent where the run works without the pool's table. */
  shared?: SharedFiles | undefined;
  basis: Pick<RunBasis, "timings" | "config">;
  /** Arguments Jest was loaded with. */
  args: readonly string[];
  log: RunLog;
  /** What Jest has selected. */
  files: readonly string[];
}

/** The files a container may run. */
export interface Part {
  files: readonly string[];
  /** Each is claimed first; otherwise nobody else has them. */
  isShared: boolean;
}

/** What does not pass by itself, and is the same in every container. */
const NOT_TO_BE_HAD = ["ACCESS_DENIED", "TABLE_NOT_FOUND"];
const LOST =
  "what a container does not get to run is run by no other, and locks hold within each container only";

/**
 * Shares the files with the other containers, or takes a fixed part of them where the table cannot be had.
 * @throws RegattaError as `SharedFiles.join` where the table fails otherwise: others may be sharing the files.
 */
export async function takePart(options: TakePartOptions): Promise<Part> {
  const { shared, files } = options;
  if (!shared) return fixedPart(options, "An account of your own is used without the pool's table.");
  try {
    await shared.join(files);
    return { files, isShared: true };
  } catch (error) {
    shared.close();
    if (!isRegattaError(error) || !NOT_TO_BE_HAD.includes(error.code)) throw error;
    return fixedPart(options, error.message, error.nextStep);
  }
}

function fixedPart(options: TakePartOptions, why: string, nextStep?: string): Part {
  const { place, log, files, args, basis } = options;
  const { index, of, isFound } = place;
  const next = nextStep ? { nextStep } : {};
  const { words, options: given } = splitJestArguments(args, jestOptionTable(basis.config.tests.directory));
  const isSharded = given.some(({ name }) => name === "shard");
  if (isSharded || (isFound && words.length > 0)) {
    // `circleci tests run` and Jest's --shard give each container files of its own: a part of a part would leave some out.
    const message = `The test files cannot be shared by ${of} containers (${why}) This one runs all it was given: ${LOST}.`;
    log.append({ kind: "problem", code: "FILES_NOT_SHARED", message, ...next });
    return { files, isShared: false };
  }
  const part = fixedShard({ files, expectedMs: reportedTimes(files, basis.timings), index, of });
  const message = `The test files cannot be shared by ${of} containers (${why}) Each has a fixed part: ${LOST}.`;
  log.append({ kind: "problem", code: "FILES_NOT_SHARED", message, ...next });
  log.append({ kind: "shard-taken", index, of, files: part.length, total: files.length });
  return { files: part, isShared: false };
}

// Recorded times change while containers start one after the other, and each has to come to the same parts.
function reportedTimes(files: readonly string[], timings: RunBasis["timings"]): Record<string, number> {
  if (!timings) return {};
  const times: Record<string, number> = {};
  for (const file of files) {
    const expectedMs = expectationOf(timingsOf(file, timings))?.expectedMs;
    if (expectedMs !== undefined) times[file] = expectedMs;
  }
  return times;
}
