import { median } from "@regatta/foundation";
import type { RunEvent } from "../events/run-event.ts";

/** What became of one service in one account. */
export interface DeployRecord {
  account: string;
  service: string;
  outcome: "skipped" | "deployed" | "unchanged" | "failed" | "blocked";
  /** Of `failed` the cause; of `blocked` the service that failed. */
  reason?: string;
  /** Of `failed`: what the reader should do now. */
  nextStep?: string;
  durationMs?: number;
}

type DeployEnd = Extract<
  RunEvent,
  { kind: "service-skipped" | "deploy-finished" | "deploy-failed" | "service-blocked" }
>;

/** The record of a service that has come to its end. */
export function deployRecord(event: DeployEnd): DeployRecord {
  const { account, service } = event;
  switch (event.kind) {
    case "service-skipped":
      return { account, service, outcome: "skipped" };
    case "service-blocked":
      return { account, service, outcome: "blocked", reason: event.by };
    case "deploy-finished":
      return {
        account,
        service,
        durationMs: event.durationMs,
        outcome: event.noUpdates ? "unchanged" : "deployed",
      };
    case "deploy-failed": {
      const { reason, nextStep, durationMs } = event;
      return { account, service, durationMs, outcome: "failed", reason, ...(nextStep ? { nextStep } : {}) };
    }
  }
}

/** How long services took to deploy, ms by service: the median over the accounts. */
export function deployDurations(records: readonly DeployRecord[]): Record<string, number> {
  const byService = new Map<string, number[]>();
  for (const { service, outcome, durationMs } of records) {
    if (outcome !== "deployed" || durationMs === undefined) continue;
    byService.set(service, [...(byService.get(service) ?? []), durationMs]);
  }
  return Object.fromEntries([...byService].map(([service, times]) => [service, median(times) ?? 0]));
}

/** Whether the service is in the account now, with the fingerprint that is wanted. */
export function isUp({ outcome }: DeployRecord): boolean {
  return outcome === "deployed" || outcome === "unchanged" || outcome === "skipped";
}
