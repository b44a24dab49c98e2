import { accountKey, deployedWord, leaseHolder, type PoolAccount, type Waiting } from "@regatta/accounts";
import type { AccountView, LeaseView, StepView, WaitingView } from "./pool-view.ts";

/** What the page is told of an account. Its external id stays here. @param next what can be done with it now. */
export function viewAccount(account: PoolAccount, next: readonly StepView[]): AccountView {
  const { name, state, changedAt, version, reason, disabledFrom, failures, cleanAfter, parkedSince } =
    account;
  return {
    account: accountKey(account),
    ...(name === undefined ? {} : { name }),
    state,
    since: changedAt,
    version,
    ...(reason === undefined ? {} : { reason }),
    ...(disabledFrom === undefined ? {} : { disabledFrom }),
    failures,
    ...(cleanAfter === undefined ? {} : { cleanAfter }),
    ...(parkedSince === undefined ? {} : { parkedSince }),
    ...(account.lease && { lease: viewLease(account.lease) }),
    roleArn: account.roleArn,
    deployed: deployedWord(account.fingerprints),
    services: account.fingerprints,
    history: account.history.map(({ at, by, state, why }) => ({ at, by, state, why })),
    next,
  };
}

function viewLease(lease: NonNullable<PoolAccount["lease"]>): LeaseView {
  const { runId, byHand, activity, acquiredAt, expiresAt } = lease;
  return {
    runId,
    who: leaseHolder(lease),
    isByHand: byHand !== undefined,
    ...(activity === undefined ? {} : { activity }),
    acquiredAt,
    expiresAt,
  };
}

/** What the page is told of a run that waits. */
export function viewWaiting(waiting: Waiting): WaitingView {
  const { runId, holder, priority, since, needs, held, minimum, maximum, only } = waiting;
  return {
    runId,
    holder,
    priority,
    since,
    needs,
    held,
    minimum,
    maximum,
    ...(only === undefined ? {} : { only }),
  };
}
