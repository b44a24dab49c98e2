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
  const replaced = new Set([...CHOOSING, ...now.map(({ name }) => name)]);
  const kept = splitJestArguments(recorded, table).options.filter(({ name }) => !replaced.has(name));
  return [...[...kept, ...now].flatMap(({ tokens }) => tokens), "--runTestsByPath", ...paths];
}
