import type { RunEvent } from "@regatta/run-log";

/** A run whose events can be read, in a process of its own or not. */
interface Logged {
  events(): RunEvent[];
}

/** The services a run has deployed, sorted, once for every account. */
export function deployedBy(run: Logged): string[] {
  return run
    .events()
    .flatMap((event) => (event.kind === "deploy-finished" ? [event.service] : []))
    .sort();
}

/** The accounts a run has leased, sorted. */
export function leasedBy(run: Logged): string[] {
  return run
    .events()
    .flatMap((event) => (event.kind === "lease-acquired" ? [event.account] : []))
    .sort();
}
