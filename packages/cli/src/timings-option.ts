import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";

/** Adds the option that names reports to take durations from. */
export function withTimingsOption(command: Command): Command {
  return command.option(
    "--timings <junit.xml…>",
    "where no times are recorded, those of JUnit reports: paths and globs; can be repeated",
    (path: string, before: string[] = []) => [...before, path],
  );
}

/**
 * Puts apart what the shell made of a glob behind `--timings`: Commander gives all but the first file to Jest. Nobody
 * selects tests by the name of a report; what comes after `--` is Jest's in any case.
 */
export function takeReports(
  rest: readonly string[],
  timings: readonly string[] | undefined,
): { rest: string[]; timings?: string[] } {
  if (!timings) return { rest: [...rest] };
  const end = rest.indexOf("--");
  const isReport = (argument: string, at: number) => argument.endsWith(".xml") && (end < 0 || at < end);
  return {
    rest: rest.filter((argument, at) => !isReport(argument, at)),
    timings: [...timings, ...rest.filter(isReport)],
  };
}

/** The reports as the packages below take them. */
export function timingsFrom({ cwd: directory }: CommandContext, { timings }: { timings?: string[] }) {
  return timings === undefined ? {} : { timings: { reports: timings, directory } };
}
