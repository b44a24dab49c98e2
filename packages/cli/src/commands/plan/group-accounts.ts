import type { PlannedAccount } from "@regatta/run";
import { type Decision, describeReason } from "@regatta/stacks";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";

/** Accounts in which the same would be done. */
export interface AccountGroup {
  accounts: string[];
  /** In words: "deploy orders (changed); skip 11". */
  would: string;
}

// More names than these make a line nobody reads; --json has them all.
const NAMES_SHOWN = 6;

/** Puts accounts in which the same would be done together, the largest group first. */
export function groupAccounts(planned: PlannedAccount[]): AccountGroup[] {
  const groups = new Map<string, AccountGroup>();
  for (const one of planned) {
    const would = wouldDo(one);
    const group = groups.get(would) ?? { accounts: [], would };
    group.accounts.push(one.account);
    groups.set(would, group);
  }
  return [...groups.values()].sort((a, b) => b.accounts.length - a.accounts.length);
}

function wouldDo({ services = [], deployMs, problem }: PlannedAccount): string {
  if (problem !== undefined) return `not be used: ${problem}`;
  if (services.length === 0) return "deploy nothing: no services in the configuration";
  const skipped = services.filter(({ decision }) => decision.kind === "skip").length;
  return [
    ...deploys(services),
    ...(skipped === 0 ? [] : [skipped === services.length ? `skip all ${skipped}` : `skip ${skipped}`]),
    ...(deployMs === undefined ? [] : [`about ${duration(deployMs)} of deploying`]),
  ].join("; ");
}

/** What is done to services, in deploy order, those with the same reason together. */
function deploys(services: NonNullable<PlannedAccount["services"]>): string[] {
  const alike = new Map<string, { verb: string; why: string; names: string[] }>();
  for (const { service, decision } of services) {
    if (decision.kind === "skip") continue;
    const [verb, why] = [verbFor(decision), whyOf(decision)];
    const group = alike.get(`${verb} ${why}`) ?? { verb, why, names: [] };
    group.names.push(service);
    alike.set(`${verb} ${why}`, group);
  }
  return [...alike.values()].map(
    ({ verb, why, names }) => `${verb} ${listed(names, services.length)} (${why})`,
  );
}

function listed(names: string[], ofAll: number): string {
  if (names.length <= 2) return names.join(" and ");
  const shown = names.slice(0, NAMES_SHOWN);
  const more = names.length - shown.length;
  const all = `${names.length === ofAll ? "all " : ""}${count(names.length, "service")}`;
  return `${all}: ${more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ")}`;
}

function verbFor(decision: Exclude<Decision, { kind: "skip" }>): string {
  switch (decision.kind) {
    case "deploy":
      return "deploy";
    case "delete-then-deploy":
      return "delete, then deploy";
    case "continue-rollback-then-deploy":
      return "continue the rollback of, then deploy";
    case "wait":
      return "wait for";
  }
}

function whyOf(decision: Exclude<Decision, { kind: "skip" }>): string {
  return decision.kind === "wait" ? `status ${decision.status}` : describeReason(decision.reason);
}
