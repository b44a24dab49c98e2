import { firstLine } from "@regatta/foundation";
import type pc from "picocolors";
import { type DeployRecord, isUp } from "../state/deploy-record.ts";
import type { RunState } from "../state/run-state.ts";
import { count } from "../text/count.ts";

type Colors = ReturnType<typeof pc.createColors>;

const NAMED = 6;

// Most failing deploys fail everywhere: each is said once, with where, and with what it blocked.
/** The deploys that failed, by cause. */
export function failedDeploys({ deploys: records }: RunState, colors: Colors): string[] {
  const failed = records.filter(({ outcome }) => outcome === "failed");
  return [...new Set(failed.map(whyNotDeployed))].flatMap((cause) => {
    const [first, ...others] = failed.filter((record) => whyNotDeployed(record) === cause);
    const where = others.length > 0 ? `${first?.account} and ${others.length} more` : first?.account;
    const blocked = records.filter(
      ({ outcome, reason }) => outcome === "blocked" && reason === first?.service,
    );
    const names = [...new Set(blocked.map(({ service }) => service))];
    const after = names.length > 0 ? [colors.dim(`    blocked by it: ${names.join(", ")}`)] : [];
    const elsewhere = upElsewhere(records, first?.service);
    const head = firstLine(cause);
    const output = cause.length > head.length ? [cause.slice(head.length + 1)] : [];
    const next = first?.nextStep ? [`    next: ${first.nextStep.replaceAll("\n", "\n    ")}`] : [];
    return [
      `${colors.red("✗")} ${head} ${colors.dim(`(${where})`)}`,
      ...output,
      ...next,
      ...elsewhere.map((line) => colors.dim(line)),
      ...after,
    ];
  });
}

// The same version is up in others: then it is the account's fault rather than the change's.
function upElsewhere(records: readonly DeployRecord[], service: string | undefined): string[] {
  const up = records.filter((record) => record.service === service && isUp(record));
  return up.length > 0 ? [`    it is up in ${count(up.length, "other account")} of this run`] : [];
}

/** Why a deploy failed, in words; what a tool printed comes after the first line. */
export function whyNotDeployed({ service, reason }: DeployRecord): string {
  return `${service} could not be deployed: ${reason}`;
}

/** What was deployed and what was skipped: how often in all, then by service, those in the most accounts first. */
export function deploys({ deploys: records, accounts, throttled }: RunState): string[] {
  // A project without services, or a run without an account.
  if (records.length === 0) return [];
  const of = (...outcomes: string[]) => records.filter(({ outcome }) => outcomes.includes(outcome));
  const some = (number: number, text: string) => (number > 0 ? [`${number} ${text}`] : []);
  const [deployed, skipped] = [of("deployed"), of("skipped", "unchanged")];
  const parts = [
    `${deployed.length} deployed`,
    `${skipped.length} skipped`,
    ...some(of("failed").length, "failed"),
    ...some(of("blocked").length, "blocked"),
    `in ${count(accounts.size, "account")}`,
    ...some(throttled.size, "of them slowed down by CloudFormation's throttling"),
  ];
  return [
    `deploys ${parts.join(", ")}`,
    ...byService("deployed", deployed, accounts.size),
    ...byService("skipped", skipped, accounts.size),
  ];
}

function byService(what: string, records: readonly DeployRecord[], accounts: number): string[] {
  const counts = new Map<string, number>();
  for (const { service } of records) counts.set(service, (counts.get(service) ?? 0) + 1);
  if (counts.size === 0) return [];
  const most = [...counts].sort(([, a], [, b]) => b - a);
  const named = most.slice(0, NAMED).map(([name, n]) => (n === accounts ? name : `${name} in ${n}`));
  const more = most.length - named.length;
  return [`        ${what} ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`];
}
