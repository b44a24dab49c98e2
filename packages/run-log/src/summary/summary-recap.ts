import { firstLine } from "@regatta/foundation";
import type pc from "picocolors";
import { headlineOf } from "../describe/headline.ts";
import type { FileState } from "../state/file-state.ts";
import type { RunState } from "../state/run-state.ts";
import { fit, fitEnd, widthOf } from "../text/fit.ts";
import { whyNotDeployed } from "./summary-deploys.ts";
import { filesThatFailed } from "./summary-files.ts";
import { withoutResultInShort } from "./summary-unrun.ts";

type Colors = ReturnType<typeof pc.createColors>;

const NAMED = 10;
const CAUSES = 3;
// A cause that is cut where it begins to be one helps nobody.
const CAUSE_LINES = 2;

export interface RecapOptions {
  /** How long a line may be. */
  columns: number;
  /** What Jest had to say beside its tests: said where no file explains a red run. */
  complaints: readonly string[];
}

/**
 * What went wrong, a line each: for the end of it all, which is what is on the screen when a run is over.
 */
export function recap(state: RunState, colors: Colors, { columns, complaints }: RecapOptions): string[] {
  const marked = (mark: string, width: number) => (line: string) => `${mark} ${fit(line, width - 2)}`;
  const causes = [...causesOfFailedDeploys(state), ...withoutResultInShort(state)];
  const isExplained = state.failed > 0 || state.finished?.exitCode === 0;
  const problems = [
    ...state.problems.slice(0, CAUSES).map(({ message }) => message),
    ...(isExplained ? [] : complaints),
  ];
  return [
    ...failed(state, columns - 2).map(marked(colors.red("✗"), columns)),
    ...causes.map(marked(colors.red("✗"), CAUSE_LINES * columns)),
    ...problems.map(marked(colors.yellow("!"), CAUSE_LINES * columns)),
  ];
}

function failed(state: RunState, columns: number): string[] {
  const files = filesThatFailed(state);
  const rows =
    files.length > NAMED
      ? bySaying(files, state)
      : files.map((file) => ({ name: file.file, says: headlineOf(file, state), files: 1 }));
  const shown = rows.slice(0, NAMED);
  const more = rows.slice(NAMED).reduce((sum, { files: names }) => sum + names, 0);
  // A path is known by its end, and is whole in the command that runs it again: half of the line is for what it says.
  const width = Math.min(Math.floor(columns / 2), Math.max(0, ...shown.map(({ name }) => widthOf(name))));
  return [
    ...shown.map(({ name, says }) => `${fitEnd(name, width).padEnd(width)}  ${says}`.trimEnd()),
    ...(more > 0 ? [`and ${more} more files`] : []),
  ];
}

interface Row {
  name: string;
  says: string;
  /** How many it stands for. */
  files: number;
}

// Many that say the same have one cause: most likely none of theirs.
function bySaying(files: readonly FileState[], state: RunState): Row[] {
  const rows = new Map<string, Row>();
  for (const file of files) {
    const says = headlineOf(file, state);
    const before = rows.get(says);
    const name = before ? `${before.files + 1} files` : file.file;
    rows.set(says, { name, says, files: (before?.files ?? 0) + 1 });
  }
  return [...rows.values()].sort((a, b) => b.files - a.files);
}

function causesOfFailedDeploys({ deploys }: RunState): string[] {
  const causes = deploys.filter(({ outcome }) => outcome === "failed").map(whyNotDeployed);
  return [...new Set(causes.map(firstLine))].slice(0, CAUSES);
}
