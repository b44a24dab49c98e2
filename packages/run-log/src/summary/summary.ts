import { relative } from "node:path";
import pc from "picocolors";
import { describeLeak } from "../describe/describe-leak.ts";
import { renderEfficiency } from "../efficiency/render-efficiency.ts";
import type { FileVerdict } from "../events/file-result.ts";
import { isGreen } from "../state/file-verdict.ts";
import type { RunState } from "../state/run-state.ts";
import { duration } from "../text/duration.ts";
import { nextCommands, type Rerun } from "./next-commands.ts";
import { dirtyAccounts, keptAccounts, suspects } from "./summary-accounts.ts";
import { deploys, failedDeploys } from "./summary-deploys.ts";
import { failedFiles, flakyFiles } from "./summary-files.ts";
import { quarantined } from "./summary-quarantine.ts";
import { recap } from "./summary-recap.ts";
import { filesWithoutResult } from "./summary-unrun.ts";

export interface SummaryPlaces {
  /** Where the JUnit report was written, if there is one. */
  junit?: string;
  /** Where the report page was written, if there is one. */
  report?: string;
  runDirectory: string;
  /** What places below it are named from; absolute. */
  from?: string | undefined;
  /** How files of it are run again; by the names the log has, when left out. */
  rerun?: Rerun;
  /** What Jest had to say beside its tests. */
  complaints?: readonly string[];
  /** How wide the terminal is, if there is one. */
  columns?: number | undefined;
}

// Of one line, where there is no terminal to say so.
const COLUMNS = 160;

type Colors = ReturnType<typeof pc.createColors>;

/**
 * What is said at the end of a run: failures first, then accounts, deploys, where to look and what to do; and once more, for
 * it is the end that is read first, what went wrong in a line each.
 */
export function renderSummary(state: RunState, places: SummaryPlaces, color = false): string {
  const colors = pc.createColors(color);
  const { rerun, complaints = [], columns = COLUMNS } = places;
  const { junit, report, runDirectory } = namedFrom(places);
  const sections = [
    failedFiles(state, colors, report ?? junit),
    // What it kept from running comes after the cause.
    failedDeploys(state, colors),
    problems(state, colors),
    filesWithoutResult(state, colors),
    flakyFiles(state, colors),
    quarantined(state, colors),
    state.leaks.map(
      (leak) => `${colors.yellow("!")} ${describeLeak(leak)} ${colors.dim(`(${leak.account})`)}`,
    ),
    suspects(state, colors),
    dirtyAccounts(state, colors),
    keptAccounts(state, colors),
    [
      ...deploys(state),
      ...(state.purpose === "tests" ? [files(state, colors), ...renderEfficiency(state)] : []),
    ],
    [
      `events  ${runDirectory}`,
      ...(junit === undefined ? [] : [`junit   ${junit}`]),
      ...(report === undefined ? [] : [`report  ${report}`]),
    ],
    nextCommands(state, rerun),
    [...recap(state, colors, { columns, complaints }), ending(state, colors)],
  ];
  return `\n${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function namedFrom({ junit, report, runDirectory, from }: SummaryPlaces) {
  const name = (path: string) => {
    const way = from === undefined ? path : relative(from, path);
    return way.startsWith("..") ? path : way;
  };
  return {
    runDirectory: name(runDirectory),
    ...(junit === undefined ? {} : { junit: name(junit) }),
    ...(report === undefined ? {} : { report: name(report) }),
  };
}

function problems(state: RunState, colors: Colors): string[] {
  return state.problems.flatMap(({ code, message, nextStep }) => [
    `${colors.yellow("!")} ${message} ${colors.dim(`[${code}]`)}`,
    ...(nextStep ? [`    next: ${nextStep}`] : []),
  ]);
}

function files(state: RunState, colors: Colors): string {
  const counts = Object.entries(state.counts()).filter(([, count]) => count > 0);
  const parts = counts.map(([verdict, count]) => {
    const text = `${count} ${verdict.replace("-", " ")}`;
    if (verdict === "passed") return colors.green(text);
    return isGreen(verdict as FileVerdict) ? colors.yellow(text) : colors.red(text);
  });
  return `files   ${parts.join(", ") || "none"}, of ${state.files.size}`;
}

function ending(state: RunState, colors: Colors): string {
  const { exitCode, reason } = state.finished ?? { exitCode: 3, reason: "the run did not end by itself" };
  // Before where to look.
  const where = /: see [^:]*$/.exec(reason)?.[0] ?? "";
  const what = reason.slice(0, reason.length - where.length);
  const text = `${what} in ${duration(state.lastAt - state.startedAt)}${where} (exit ${exitCode})`;
  return exitCode === 0 ? colors.green(text) : colors.red(text);
}
