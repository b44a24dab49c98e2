import type { ReportData, ReportFile } from "../report-data.ts";
import { attemptView } from "./attempt-view.ts";
import { copyButton } from "./copy-button.ts";
import { h } from "./dom.ts";
import { durationText } from "./time-text.ts";
import { chip } from "./verdict-text.ts";

/** All that is known of a file. */
export function fileDetails(file: ReportFile, { run }: ReportData): HTMLElement {
  const { verdict, durationMs, expectedMs, attempts, why, container, headline } = file;
  const facts = [
    ...(durationMs === undefined ? [] : [`took ${durationText(durationMs)}`]),
    ...(expectedMs === undefined ? [] : [`${durationText(expectedMs)} expected`]),
    ...(attempts.length > 1 ? [`${attempts.length} attempts`] : []),
    ...(container === undefined ? [] : [`in container ${container}`]),
  ];
  return h(
    "div",
    {},
    h("p", { class: "lead" }, chip(verdict), " ", facts.join(", ")),
    why !== undefined && h("p", {}, `No result: ${why}`),
    container !== undefined && headline !== undefined && h("p", {}, headline),
    ...attempts.map((attempt, i) => attemptView(attempt, i + 1)),
    h("h3", {}, "Get there again"),
    h("div", { class: "commands" }, ...commands(file, run).map(commandLine)),
  );
}

function commands({ file, attempts }: ReportFile, run: ReportData["run"]): string[] {
  const account = run.personal === undefined ? "" : ` --account ${run.personal}`;
  const name = quoted(file);
  return [
    `regatta run ${name}${account}`,
    ...(attempts.length > 0 ? [`regatta replay ${run.id} --file ${name}${account}`] : []),
  ];
}

function commandLine(command: string): HTMLElement {
  return h("p", {}, h("code", {}, command), " ", copyButton("Copy", command, `Copy: ${command}`));
}

function quoted(file: string): string {
  return /^[\w./@-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
