import type { RunPlan } from "@regatta/run";
import { renderSources } from "@regatta/run-log";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { table } from "../../output/table.ts";
import { groupAccounts } from "./group-accounts.ts";
import { renderReasons } from "./render-reasons.ts";

interface Colours {
  bold: (text: string) => string;
  dim: (text: string) => string;
}

// More than these would push the accounts off the screen; --json has them all.
const FILES_SHOWN = 10;
const WAITERS_SHOWN = 5;

/** A plan as people read it. */
export function renderPlan(plan: RunPlan, colours: Colours): string {
  const accounts = plan.accounts.length > 0 ? accountsSection(plan, colours) : "";
  const sources = plan.sources ? renderSources(plan.sources) : "";
  const sections = [
    poolSection(plan),
    sources,
    accounts,
    renderReasons(plan, colours),
    filesSection(plan, colours),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function poolSection({ pool, personal, accounts, waiting, chosen, line = [] }: RunPlan): string {
  if (!pool) return `The account "${personal}" of your own would be used.\n`;
  const use = waiting
    ? `the run would wait, ${place(waiting)}`
    : `${accounts.length === 0 ? "none" : accounts.length} would be leased`;
  const head = `Pool ${pool.name}: ${count(pool.accounts, "account")}, ${pool.available} available; ${use}.\n`;
  const more = line.length - WAITERS_SHOWN;
  return [
    head,
    ...(chosen ? [`  ${count(chosen.accounts, "account")} would do: ${chosen.reason}\n`] : []),
    ...line.slice(0, WAITERS_SHOWN).map((waiter) => `  ${waiterLine(waiter)}\n`),
    ...(more > 0 ? [`  and ${more} more; --json lists all\n`] : []),
  ].join("");
}

function place({ position, of, estimateMs }: NonNullable<RunPlan["waiting"]>): string {
  const estimate = estimateMs === undefined ? "" : `, about ${duration(estimateMs)}`;
  return `place ${position} of ${of} in line${estimate}`;
}

function waiterLine({ runId, holder, needs, priority, since }: NonNullable<RunPlan["line"]>[number]): string {
  const at = new Date(since).toISOString().slice(11, 16);
  const rank = priority === 0 ? "" : `, priority ${priority}`;
  return `waiting since ${at} UTC for ${count(needs, "account")}: run ${runId} (${holder})${rank}`;
}

function accountsSection({ accounts }: RunPlan, { bold }: Colours): string {
  const rows = groupAccounts(accounts).map(({ accounts: alike, would }) => [
    alike.length === 1 ? (alike[0] ?? "") : count(alike.length, "account"),
    would,
  ]);
  return table(["ACCOUNTS", "WOULD"].map(bold), rows);
}

function filesSection({ files, accounts, testsAtLeastMs }: RunPlan, colours: Colours): string {
  if (files.length === 0) return "No test files are selected.\n";
  const unknown = files.filter(({ expectedMs }) => expectedMs === undefined).length;
  const estimate =
    testsAtLeastMs === undefined
      ? "no times recorded yet"
      : `at least ${duration(testsAtLeastMs)} over ${count(accounts.length, "account")}`;
  const guess = unknown > 0 && testsAtLeastMs !== undefined ? ` (${unknown} of unknown length)` : "";
  return `${count(files.length, "test file")}: ${estimate}${guess}.\n${fileTable(files, colours)}`;
}

function fileTable(files: RunPlan["files"], { bold, dim }: Colours): string {
  const first = files.toSorted((a, b) => (b.expectedMs ?? 0) - (a.expectedMs ?? 0)).slice(0, FILES_SHOWN);
  const rows = first.map(({ file, expectedMs }) => [
    expectedMs === undefined ? "?" : duration(expectedMs),
    file,
  ]);
  const more = files.length - first.length;
  return (
    table(["EXPECTED", "FILE"].map(bold), rows) +
    (more > 0 ? dim(`… and ${more} more; --json lists all\n`) : "")
  );
}
