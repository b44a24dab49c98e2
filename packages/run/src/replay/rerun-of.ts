import { relative, resolve } from "node:path";
import type { RegattaConfig } from "@regatta/config";
import type { Rerun } from "@regatta/run-log";
import { jestOptionTable } from "./jest-option-table.ts";
import { keptOptions } from "./replay-arguments.ts";

export interface RerunOptions {
  config: Pick<RegattaConfig, "tests">;
  /** What Jest was told on the command line. */
  jestArgs: readonly string[];
  /** The options on it that are Regatta's own. */
  given?: readonly string[] | undefined;
  /** What the log's files are relative to. */
  rootDir: string;
}

/**
 * What Jest is to be told to run files of this run again. Loads Jest's command line where it was told anything.
 * @throws RegattaError JEST_NOT_FOUND.
 */
export function rerunOf({ config: { tests }, jestArgs, given = [], rootDir }: RerunOptions): Rerun {
  // Loading it takes a moment.
  const table = jestArgs.length > 0 ? jestOptionTable(tests.directory) : {};
  // Handed on to Jest by the option of the same name.
  const isSaidTwice = (name: string) => given.includes(`--${name}`);
  return {
    jestArgs: jestArgs.filter((word) => !isSaidTwice(word.replace(/^--/, ""))),
    jestOptions: keptOptions(jestArgs, table)
      .filter(({ name }) => !isSaidTwice(name))
      .flatMap(({ tokens }) => tokens),
    pathOf: (name) => relative(tests.directory, resolve(rootDir, name)),
  };
}
