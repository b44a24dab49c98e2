import type { RunEvent } from "../events/run-event.ts";
import type { RunState } from "../state/run-state.ts";

/**
 * What happens in an account for the very reason for which it happened in another one before, without the reason: most of
 * what goes wrong in one of 200 accounts goes wrong in all of them. @returns undefined for anything else. Pure.
 * @param state with the event in it.
 */
export function describeRepeated(event: RunEvent, state: RunState): string | undefined {
  if (event.kind === "deploy-failed") {
    const { account, service, reason } = event;
    const first = state.deploys.find(
      (one) => one.outcome === "failed" && one.service === service && one.reason === reason,
    );
    if (!first || first.account === account) return undefined;
    return `${account} could not deploy ${service}: as in ${first.account}`;
  }
  if (event.kind !== "account-dirty") return undefined;
  const { account, reason } = event;
  const before = [...state.accounts.values()].find(
    (one) => one.account !== account && one.phase.kind === "dirty" && one.phase.reason === reason,
  );
  return before && `${account} dirty: as ${before.account}`;
}
