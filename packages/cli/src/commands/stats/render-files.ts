import { fitEnd } from "@regatta/run-log";
import {
  type FileFailure,
  type FileStats,
  flakyFiles,
  growingFiles,
  type RunStats,
  redFiles,
  slowestFiles,
} from "@regatta/stats";
import { duration } from "../../output/duration.ts";
import { oneLine } from "../../output/one-line.ts";
import { minuteOf, percent } from "./figures.ts";
import { listed, type StatsPage, section } from "./stats-page.ts";

const SHOWN = 5;
const INDENT = " ".repeat(12);

/** Flaky, failing, slow and growing files. */
export function renderFiles({ files }: RunStats, page: StatsPage): string[] {
  const parts = [
    section(
      "Flaky files (failed and passed with the same code)",
      listed(flakyFiles(files), SHOWN, (file) => [
        rowOf(`${file.flakyRuns} of ${file.runs}`, file, ` (${percent(file.flakyShare)})`, page),
        ...lastFailure(file),
      ]),
      page,
    ),
    section(
      "Files that made runs red",
      listed(redFiles(files), SHOWN, (file) => [
        rowOf(`${file.redRuns} of ${file.runs}`, file, "", page),
        ...lastFailure({ lastFailures: redFirst(file) }),
      ]),
      page,
    ),
    section("Slowest files (median of passes)", slowest(files, page), page),
    section(
      "Files that take longer and longer",
      listed(growingFiles(files), SHOWN, (file) => [grown(file, page)]),
      page,
    ),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part]));
}

function slowest(files: readonly FileStats[], page: StatsPage): string[] {
  return slowestFiles(files)
    .slice(0, SHOWN)
    .flatMap((file) =>
      file.passMs
        ? [rowOf(duration(file.passMs.median), file, `, 95 % within ${duration(file.passMs.p95)}`, page)]
        : [],
    );
}

function grown(file: FileStats, page: StatsPage): string {
  const { beforeMs = 0, nowMs = 0 } = file.growth ?? {};
  const times = `: ${duration(beforeMs)}, now ${duration(nowMs)}`;
  return rowOf(`+${percent(nowMs / beforeMs - 1)}`, file, times, page);
}

/** A figure, the file, and what follows; of a file whose path is too long the end is kept, which says most. */
function rowOf(figure: string, { file }: FileStats, rest: string, { columns }: StatsPage): string {
  const begin = `  ${figure.padEnd(INDENT.length - 1)} `;
  const name = columns === undefined ? file : fitEnd(file, columns - begin.length - rest.length);
  return `${begin}${name}${rest}`;
}

/** Those that made a run red before those that were made good. */
function redFirst({ lastFailures }: FileStats): FileFailure[] {
  const isRed = ({ verdict }: FileFailure) => verdict !== "flaky" && verdict !== "quarantined";
  return [...lastFailures.filter(isRed), ...lastFailures];
}

function lastFailure({ lastFailures: [last] }: Pick<FileStats, "lastFailures">): string[] {
  if (!last) return [];
  return [
    `  ${INDENT}${minuteOf(last.at)} in ${last.account}, run ${last.runId}`,
    `  ${INDENT}${oneLine(whatFailed(last))}`,
  ];
}

function whatFailed({ test, message, class: attemptClass }: FileFailure): string {
  const what = [test, message].filter((text) => text).join(": ");
  return what === "" ? attemptClass : what;
}
