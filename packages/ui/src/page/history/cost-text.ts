import type { RunStats } from "@regatta/stats";
import { moneyText, numberText, roughText } from "../figures.ts";

/** What all of it took, and what that cost as far as it is known; in words. Pure. */
export function costText({ cost }: RunStats): string {
  const { machineMs, accountMs, deploys, deployMs, aRun, money } = cost;
  const all = `All runs together took ${roughText(machineMs)} of machines, ${roughText(accountMs)} of accounts and ${numberText(deploys)} deploys (${roughText(deployMs)}).`;
  const one = aRun
    ? ` A run of tests takes ${roughText(aRun.machineMs)} of machines, ${roughText(aRun.accountMs)} of accounts and ${numberText(Math.round(aRun.deploys))} deploys in the mean.`
    : "";
  if (!money) return `${all}${one} What that costs is told where the configuration has prices (costs).`;
  const { currency, total, machines, accounts, deploys: ofDeploys } = money;
  const parts = [
    machines !== undefined && `machines ${moneyText(machines, currency)}`,
    accounts !== undefined && `accounts ${moneyText(accounts, currency)}`,
    ofDeploys !== undefined && `deploys ${moneyText(ofDeploys, currency)}`,
  ].filter((part) => part !== false);
  return `${all}${one} At the prices of the configuration that is ${moneyText(total, currency)}: ${parts.join(", ")}.`;
}
