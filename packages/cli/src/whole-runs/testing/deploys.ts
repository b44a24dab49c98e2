import type { RegattaProcess } from "./regatta-process.ts";

/** The services a run has deployed, sorted, once for every account. */
export function deployedBy(run: RegattaProcess): string[] {
  return run
    .events()
    .flatMap((event) => (event.kind === "deploy-finished" ? [event.service] : []))
    .sort();
}

/** The accounts a run has leased, sorted. */
export function leasedBy(run: RegattaProcess): string[] {
  return run
    .events()
    .flatMap((event) => (event.kind === "lease-acquired" ? [event.account] : []))
    .sort();
}
