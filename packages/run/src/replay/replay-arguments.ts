import { type GivenOption, type JestOption, splitJestArguments } from "../jest/jest-options.ts";

export interface ReplayArguments {
  /** What Jest was started with then; nothing where the record does not say. */
  recorded: readonly string[];
  /** The options that are asked for beside that now. */
  now: readonly GivenOption[];
  /** The files to run; absolute. */
  paths: readonly string[];
  /** Jest's own options, by name. */
  table: Readonly<Record<string, JestOption>>;
}

/** What chose the files then: now they are named. */
const CHOOSING = [
  "changedFilesWithAncestor",
  "changedSince",
  "filter",
  "findRelatedTests",
  "lastCommit",
  "onlyChanged",
  "onlyFailures",
  "runTestsByPath",
  "shard",
  "testPathIgnorePatterns",
  "testPathPattern",
  "testPathPatterns",
];

/**
 * The arguments Jest gets to run exactly these files as it ran them then. An option said now replaces the same one of
 * then. Pure.
 */
export function replayArguments({ recorded, now, paths, table }: ReplayArguments): string[] {
  const replaced = new Set(now.map(({ name }) => name));
  const kept = keptOptions(recorded, table).filter(({ name }) => !replaced.has(name));
  return [...[...kept, ...now].flatMap(({ tokens }) => tokens), "--runTestsByPath", ...paths];
}

/** The options of a command line for Jest but for those that chose the files. Pure. */
export function keptOptions(
  args: readonly string[],
  table: Readonly<Record<string, JestOption>>,
): GivenOption[] {
  return splitJestArguments(args, table).options.filter(({ name }) => !CHOOSING.includes(name));
}
