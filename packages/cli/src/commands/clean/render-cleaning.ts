import type { CleaningEvent, CleaningReport, CleaningStep, PlannedCleaning } from "@regatta/cleaner";
import type pc from "picocolors";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { oneLine } from "../../output/one-line.ts";

type Colours = Pick<typeof pc, "green" | "red" | "yellow" | "bold">;

/** The steps that take a while before anything comes of them. */
const started: Partial<Record<CleaningStep, string>> = {
  data: "running the team's command",
  everything: "running aws-nuke",
};

/** Whether a cleaning that is drawn in place shows it as it is: a line of it would only push away what went wrong. */
export function isSeenInPlace(event: CleaningEvent): boolean {
  if (event.kind === "looked") return event.added === 0;
  return ["step-started", "stacks-read", "stack-deleting", "stack-deleted", "looks-again"].includes(
    event.kind,
  );
}

/** The line an event is told in; undefined for what only the report needs. */
export function lineOf(event: CleaningEvent): string | undefined {
  switch (event.kind) {
    case "sessions-revoked":
      return `older sessions of ${event.roleName} are revoked`;
    case "throttled":
      return `AWS takes fewer calls: waiting ${duration(event.waitMs)}`;
    case "stacks-read":
      return event.kept.length === 0
        ? `${count(event.toDelete, "stack")} to delete`
        : `${count(event.toDelete, "stack")} to delete, ${event.kept.join(", ")} kept`;
    case "stack-deleting":
      return `deleting stack ${event.stackName}${event.attempt === 1 ? "" : `, attempt ${event.attempt}`}`;
    case "stack-deleted":
      return `deleted stack ${event.stackName} (${duration(event.ms)})`;
    case "stack-resisted":
      return `stack ${event.stackName} resists: ${oneLine(event.reason)}`;
    case "stack-stays":
      return `stack ${event.stackName} stays: ${oneLine(event.reason)}`;
    case "resources-left":
      return `stack ${event.stackName} left behind: ${event.resources.join(", ")}`;
    case "obstacle-cleared":
      return `${event.resource}: ${event.what}`;
    case "leftover-removed":
      return `removed ${event.resource}`;
    case "leftover-stays":
      return `${event.resource} stays: ${oneLine(event.reason)}`;
    case "tool-output":
      return `| ${oneLine(event.line)}`;
    case "looked":
      return event.added === 0
        ? `look ${event.look}: nothing that does not belong there`
        : `look ${event.look}: ${count(event.added, "thing")} that ${event.added === 1 ? "does" : "do"} not belong there`;
    case "looks-again":
      return event.afterMs === 0
        ? undefined
        : `looks again in ${event.afterMs / 1_000} s: logs may still come back, and one look proves nothing`;
    case "step-started":
      return started[event.step];
  }
}

/** What came of it, for people. */
export function renderReport({ accounts, commonCause }: CleaningReport, colours: Colours): string {
  if (accounts.length === 0) return "Nothing to clean.\n";
  const counts = new Map<string, number>();
  for (const { outcome } of accounts) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const said = [...counts].map(([outcome, number]) => paint(`${number} ${outcome}`, outcome, colours));
  const lines = [`\n${count(accounts.length, "account")}: ${said.join(" · ")}`];
  if (commonCause !== undefined) {
    lines.push(
      colours.red(`Several accounts cannot be cleaned for one cause: ${oneLine(commonCause)}`),
      "It counts against none of them. next: mend the cause, then run regatta clean again",
    );
  }
  for (const { account, outcome, reason = "", failures } of accounts) {
    if (outcome === "cleaned") continue;
    const tries = failures > 0 ? ` (${count(failures, "failed cleaning")} in a row)` : "";
    lines.push(`  ${account} ${outcome}${tries}: ${oneLine(reason)}`);
  }
  return `${lines.join("\n")}\n`;
}

function paint(text: string, outcome: string, { green, yellow, red }: Colours): string {
  if (outcome === "cleaned") return green(text);
  return outcome === "parked" || outcome === "given-back" ? yellow(text) : red(text);
}

/** An account whose cleaning could not be planned. */
export interface NotPlanned {
  account: string;
  /** Why not. */
  problem: string;
  code: string;
  nextStep?: string;
}

/** What would be done, for people. */
export function renderPlan(plans: ReadonlyArray<PlannedCleaning | NotPlanned>): string {
  if (plans.length === 0) return "Nothing to clean.\n";
  return plans.map((plan) => `${linesOf(plan).join("\n")}\n`).join("\n");
}

function linesOf(plan: PlannedCleaning | NotPlanned): string[] {
  if ("problem" in plan) {
    const next = plan.nextStep === undefined ? [] : [`    next: ${plan.nextStep}`];
    return [plan.account, `  cannot be looked at: ${oneLine(plan.problem)} [${plan.code}]`, ...next];
  }
  if (plan.dataCommand !== undefined) return [plan.account, `  runs ${oneLine(plan.dataCommand)}`];
  const { stacks, kept, blocked, nukeConfig } = plan;
  return [
    plan.account,
    `  ${stacks.length === 0 ? "has no stack to delete" : `deletes in this order: ${stacks.join(", ")}`}`,
    ...(kept.length === 0 ? [] : [`  keeps ${kept.join(", ")}`]),
    ...blocked.map(({ stackName, reason }) => `  cannot delete ${stackName}: ${reason}`),
    ...leftoversOf(plan),
    ...(nukeConfig === undefined ? [] : ["  aws-nuke is given:", ...indented(nukeConfig)]),
  ];
}

const unknown = "that says what belongs there (regatta clean --record-baseline: all of it)";

function leftoversOf({ stacks, blocked, leftovers, hasBaseline, nukeConfig }: PlannedCleaning): string[] {
  const named = leftovers.map((resource) => `    ${resource}`);
  if (named.length > 0) {
    const things = `${count(named.length, "thing")} in no stack`;
    return hasBaseline
      ? [`  removes ${things}, not in its baseline either:`, ...named]
      : [`  has ${things}, and no baseline ${unknown}:`, ...named];
  }
  const nothing = stacks.length + blocked.length === 0 && nukeConfig === undefined;
  return [
    ...(nothing ? ["  has nothing to remove: it is only looked at, twice, and then available"] : []),
    ...(hasBaseline ? [] : ["  has no baseline: only what deleted stacks leave behind is removed"]),
  ];
}

function indented(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`);
}
