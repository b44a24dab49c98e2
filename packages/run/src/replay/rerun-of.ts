import { basename, relative, resolve } from "node:path";
import type { RegattaConfig } from "@regatta/config";
import type { Rerun } from "@regatta/run-log";
import { jestOptionTable } from "./jest-option-table.ts";
import { keptOptions } from "./replay-arguments.ts";

export interface RerunOptions {
  config: Pick<RegattaConfig, "file" | "tests">;
  /** What Jest was told on the command line. */
  jestArgs: readonly string[];
  /** What the log's files are relative to. */
  rootDir: string;
}

/**
 * What `regatta run` is to be told to run files of this run again. Loads Jest's command line where it was told anything.
 * @throws RegattaError JEST_NOT_FOUND.
 */
export function rerunOf({ config: { file, tests }, jestArgs, rootDir }: RerunOptions): Rerun {
  // Loading it takes a moment.
  const table = jestArgs.length > 0 ? jestOptionTable(tests.directory) : {};
  return {
    // The one that is found by itself need not be named.
    options: basename(file).startsWith("regatta.config.") ? [] : ["--config", file],
    jestOptions: keptOptions(jestArgs, table).flatMap(({ tokens }) => tokens),
    pathOf: (name) => relative(tests.directory, resolve(rootDir, name)),
  };
}
