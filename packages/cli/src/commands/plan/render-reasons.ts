import type { Explanation, RunPlan } from "@regatta/run";
import { type DeployReason, describeChange, describeReason } from "@regatta/stacks";
import { count } from "../../output/count.ts";
import { table } from "../../output/table.ts";

interface Colours {
  bold: (text: string) => string;
  dim: (text: string) => string;
}

// Enough to recognise one's own change; --json has them all.
const CHANGES_SHOWN = 10;
/** As much of a fingerprint as people compare by eye. */
const SHORT = 8;

interface Row {
  service: string;
  accounts: number;
  why: string[];
}

/** Why each service would be deployed, and in how many accounts; nothing when that was not asked for. */
export function renderReasons(plan: RunPlan, { bold, dim }: Colours): string {
  if (!plan.explanations) return "";
  const rows = reasons(plan, plan.explanations);
  if (rows.length === 0) return "";
  let last = "";
  const lines = rows.flatMap(({ service, accounts, why }) => {
    const name = service === last ? "" : service;
    last = service;
    const shown = why.length > CHANGES_SHOWN + 1 ? why.slice(0, CHANGES_SHOWN) : why;
    const more = why.length - shown.length;
    const told = more > 0 ? [...shown, dim(`and ${more} more`)] : shown;
    return told.map((line, i) => (i === 0 ? [name, count(accounts, "account"), line] : ["", "", line]));
  });
  return table(["SERVICE", "IN", "WHY IT IS DEPLOYED"].map(bold), lines);
}

function reasons({ accounts }: RunPlan, explanations: Explanation[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { service, decision } of accounts.flatMap(({ services = [] }) => services)) {
    if (!("reason" in decision)) continue;
    const key = `${service} ${JSON.stringify(decision.reason)}`;
    const row = rows.get(key) ?? {
      service,
      accounts: 0,
      why: linesFor(service, decision.reason, explanations),
    };
    row.accounts++;
    rows.set(key, row);
  }
  const found = [...rows.values()];
  const order = [...new Set(found.map(({ service }) => service))];
  return found.sort((a, b) => order.indexOf(a.service) - order.indexOf(b.service) || b.accounts - a.accounts);
}

function linesFor(service: string, reason: DeployReason, explanations: Explanation[]): string[] {
  if (reason.kind !== "changed") return [describeReason(reason)];
  const found = explanations.find((one) => one.service === service && one.before === reason.before);
  if (found?.problem !== undefined) return [`changed, but ${found.problem}`];
  if (!found?.changes) return [`changed; fingerprint ${reason.before.slice(0, SHORT)}… is not on record`];
  // The same inputs under another name: someone else's stack has what this service would deploy.
  if (found.changes.length === 0) return ["its stack is tagged as another service"];
  return found.changes.map((change) => printable(describeChange(change)));
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "?");
}
