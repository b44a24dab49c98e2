import { firstLine } from "@regatta/foundation";
import pc from "picocolors";
import { count } from "./count.ts";
import type { DeployRecord } from "./deploy-record.ts";
import { describeLeak } from "./describe-leak.ts";
import { duration } from "./duration.ts";
import { renderEfficiency } from "./efficiency/render-efficiency.ts";
import type { FileVerdict } from "./file-result.ts";
import { isGreen } from "./file-verdict.ts";
import { replayHint } from "./replay-hint.ts";
import type { RunState } from "./run-state.ts";
import { failedFiles, flakyFiles } from "./summary-files.ts";
import { quarantined } from "./summary-quarantine.ts";

export interface SummaryPlaces {
  /** Where the JUnit report was written, if there is one. */
  junit?: string;
  /** Where the report page was written, if there is one. */
  report?: string;
  runDirectory: string;
}

type Colors = ReturnType<typeof pc.createColors>;

/** What is said at the end of a run: failures first, then accounts, deploys, and where to look. */
export function renderSummary(
  state: RunState,
  { junit, report, runDirectory }: SummaryPlaces,
  color = false,
): string {
  const colors = pc.createColors(color);
  const sections = [
    failedFiles(state, colors),
    flakyFiles(state, colors),
    quarantined(state, colors),
    problems(state, colors),
    failedDeploys(state, colors),
    state.leaks.map(
      (leak) => `${colors.yellow("!")} ${describeLeak(leak)} ${colors.dim(`(${leak.account})`)}`,
    ),
    suspects(state, colors),
    dirtyAccounts(state, colors),
    keptAccounts(state, colors),
    [
      deploys(state),
      ...(state.purpose === "tests" ? [files(state, colors), ...renderEfficiency(state)] : []),
    ],
    [
      `events  ${runDirectory}`,
      ...(junit === undefined ? [] : [`junit   ${junit}`]),
      ...(report === undefined ? [] : [`report  ${report}`]),
      ...replayHint(state),
    ],
    [ending(state, colors)],
  ];
  return `\n${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function problems(state: RunState, colors: Colors): string[] {
  return state.problems.flatMap(({ code, message, nextStep }) => [
    `${colors.yellow("!")} ${message} ${colors.dim(`[${code}]`)}`,
    ...(nextStep ? [`    next: ${nextStep}`] : []),
  ]);
}

// Most failing deploys fail everywhere: each is said once, with where, and with what it blocked.
function failedDeploys({ deploys: records }: RunState, colors: Colors): string[] {
  const failed = records.filter(({ outcome }) => outcome === "failed");
  const text = ({ service, reason }: DeployRecord) => `${service} could not be deployed: ${reason}`;
  return [...new Set(failed.map(text))].flatMap((cause) => {
    const [first, ...others] = failed.filter((record) => text(record) === cause);
    const where = others.length > 0 ? `${first?.account} and ${others.length} more` : first?.account;
    const blocked = records.filter(
      ({ outcome, reason }) => outcome === "blocked" && reason === first?.service,
    );
    const names = [...new Set(blocked.map(({ service }) => service))];
    const after = names.length > 0 ? [colors.dim(`    blocked by it: ${names.join(", ")}`)] : [];
    const head = firstLine(cause);
    const output = cause.length > head.length ? [cause.slice(head.length + 1)] : [];
    const next = first?.nextStep ? [`    next: ${first.nextStep.replaceAll("\n", "\n    ")}`] : [];
    return [`${colors.red("✗")} ${head} ${colors.dim(`(${where})`)}`, ...output, ...next, ...after];
  });
}

function suspects(state: RunState, colors: Colors): string[] {
  return [...state.suspects.values()].map(
    ({ account, reason }) => `${colors.yellow("!")} ${account} is suspect, and left the run: ${reason}`,
  );
}

function dirtyAccounts(state: RunState, colors: Colors): string[] {
  return [...state.accounts.values()].flatMap(({ account, phase }) => {
    if (phase.kind !== "dirty") return [];
    const head = `${colors.yellow("!")} ${account} is dirty: ${phase.reason}`;
    return [head, ...(phase.nextStep ? [`    next: ${phase.nextStep}`] : [])];
  });
}

function keptAccounts(state: RunState, colors: Colors): string[] {
  return [...state.accounts.values()].flatMap(({ account, phase }) => {
    if (phase.kind !== "kept") return [];
    const head = `${account} is kept as it is until ${new Date(phase.until).toISOString()}: ${phase.reason}`;
    return [`${colors.yellow("!")} ${head}`, `    next: ${phase.nextStep}`];
  });
}

function deploys({ deploys: records, accounts, throttled }: RunState): string {
  const of = (outcome: string) => records.filter((record) => record.outcome === outcome).length;
  const some = (number: number, text: string) => (number > 0 ? [`${number} ${text}`] : []);
  const parts = [
    `${of("deployed")} deployed`,
    `${of("skipped") + of("unchanged")} skipped`,
    ...some(of("failed"), "failed"),
    ...some(of("blocked"), "blocked"),
    `in ${count(accounts.size, "account")}`,
    ...some(throttled.size, "of them slowed down by CloudFormation's throttling"),
  ];
  return `deploys ${parts.join(", ")}`;
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
  const text = `${reason} in ${duration(state.lastAt - state.startedAt)} (exit ${exitCode})`;
  return exitCode === 0 ? colors.green(text) : colors.red(text);
}
