import type { PlannedAccount, RunPlan } from "@regatta/run";
import { type Decision, describeReason } from "@regatta/stacks";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { table } from "../../output/table.ts";

interface Colours {
  bold: (text: string) => string;
  dim: (text: string) => string;
}

// More than these would push the accounts off the screen; --json has them all.
const FILES_SHOWN = 10;

/** A plan as people read it. */
export function renderPlan(plan: RunPlan, colours: Colours): string {
  const sections = [poolSection(plan), ...(plan.accounts.length > 0 ? [accountsSection(plan, colours)] : [])];
  return [...sections, filesSection(plan, colours)].join("\n");
}

function poolSection({ pool, accounts }: RunPlan): string {
  const use = accounts.length === 0 ? "none would be leased" : `${accounts.length} would be leased`;
  return `Pool ${pool.name}: ${count(pool.accounts, "account")}, ${pool.available} available; ${use}.\n`;
}

function accountsSection({ accounts }: RunPlan, { bold }: Colours): string {
  return table(["ACCOUNT", "SERVICE", "WOULD", "WHY"].map(bold), accounts.flatMap(accountRows));
}

function accountRows({ account, services = [], problem }: PlannedAccount): string[][] {
  if (problem !== undefined) return [[account, "", "not be used", problem]];
  const skipped = services.filter(({ decision }) => decision.kind === "skip").length;
  const rows = services.flatMap(({ service, decision }) =>
    decision.kind === "skip" ? [] : [[service, would(decision), why(decision)]],
  );
  if (services.length === 0) rows.push(["", "deploy nothing", "no services in the configuration"]);
  if (skipped > 0)
    rows.push([rows.length === 0 ? `all ${skipped}` : count(skipped, "other"), "skip", "unchanged"]);
  return rows.map((row, i) => [i === 0 ? account : "", ...row]);
}

function would(decision: Decision): string {
  switch (decision.kind) {
    case "skip":
      return "skip";
    case "deploy":
      return "deploy";
    case "delete-then-deploy":
      return "delete, then deploy";
    case "continue-rollback-then-deploy":
      return "continue its rollback, then deploy";
    case "wait":
      return "wait, then decide";
  }
}

function why(decision: Decision): string {
  if (decision.kind === "skip") return "unchanged";
  if (decision.kind === "wait") return `status ${decision.status}`;
  return describeReason(decision.reason);
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
