import { type Command, Option } from "commander";

/** The options that say how much a run tells as it goes: of `run`, `deploy` and `replay` alike. */
export interface OutputOptions {
  quiet?: boolean;
  verbose?: boolean;
}

/** Adds the options that say how much is told. @param and what `--verbose` does beside that. */
export function withOutputOptions(command: Command, and = ""): Command {
  return command
    .optionsGroup("What is told:")
    .addOption(new Option("--quiet", "say only what fails, and how it ended").conflicts("verbose"))
    .option("--verbose", `say everything that happens${and}`)
    .optionsGroup("Options:");
}

/** What the options say, as the packages below take it. */
export function detailOf({ quiet, verbose }: OutputOptions): { detail?: "quiet" | "verbose" } {
  if (quiet) return { detail: "quiet" };
  return verbose ? { detail: "verbose" } : {};
}

/** Jest's own `--verbose` is meant too. */
export function withJestsVerbose(jestArgs: string[], { verbose }: OutputOptions): string[] {
  return verbose ? ["--verbose", ...jestArgs] : jestArgs;
}
