import type { ReportData, ReportFile } from "../report-data.ts";
import { attemptView } from "./attempt-view.ts";
import { copyButton } from "./copy-button.ts";
import { h } from "./dom.ts";
import { durationText } from "./time-text.ts";
import { chip } from "./verdict-text.ts";

/** All that is known of a file. */
export function fileDetails(file: ReportFile, { run }: ReportData): HTMLElement {
  const { verdict, durationMs, expectedMs, attempts, why, container, headline, past, against } = file;
  const facts = [
    ...(durationMs === undefined ? [] : [`took ${durationText(durationMs)}`]),
    ...(expectedMs === undefined ? [] : [`${durationText(expectedMs)} expected`]),
    ...(attempts.length > 1 ? [`${attempts.length} attempts`] : []),
    ...(past === undefined ? [] : [past]),
    ...(container === undefined ? [] : [`in container ${container}`]),
  ];
  return h(
    "div",
    {},
    h("p", { class: "lead" }, chip(verdict), " ", facts.join(", ")),
    against !== undefined && h("p", { class: "dim" }, `It met ${against}`),
    why !== undefined && h("p", {}, `No result: ${why}`),
    container !== undefined && headline !== undefined && h("p", {}, headline),
    ...attempts.map((attempt, i) => attemptView(attempt, i + 1)),
    h("h3", {}, "Get there again"),
    h("div", { class: "commands" }, ...commands(file, run).map(commandLine)),
  );
}

function commands({ file, attempts }: ReportFile, run: ReportData["run"]): string[] {
  const { again } = run;
  return [
    command("run", ...again.run, file),
    ...(attempts.length > 0
      ? [command("replay", runOf(attempts, run), "--file", file, ...again.replay)]
      : []),
  ];
}

/** On a page of several containers the one that had it last has it in its record. */
function runOf(attempts: ReportFile["attempts"], { id, containers = [] }: ReportData["run"]): string {
  const index = attempts.at(-1)?.container;
  return containers.findLast((one) => one.index === index)?.runId ?? id;
}

function command(...words: string[]): string {
  return ["regatta", ...words].map(quoted).join(" ");
}

function commandLine(command: string): HTMLElement {
  return h("p", {}, h("code", {}, command), " ", copyButton("Copy", command, `Copy: ${command}`));
}

function quoted(word: string): string {
  return /^[\w./@=:,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
