import type { AccountState } from "@regatta/accounts";
import type { AccountView } from "../../pool-view/pool-view.ts";

/** What accounts were in a stretch of time: how many, in the mean; together as many as there are. */
export type StateShares = Record<AccountState | "unknown", number>;

/** A stretch of time, server time, ms. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * What state accounts were in over a time, in equal parts, as far as their histories tell: each account keeps its last ten
 * changes only, and what it was before is not known. Pure.
 */
export function statesOverTime(
  accounts: Iterable<Pick<AccountView, "history" | "state" | "since">>,
  { from, to }: Stretch,
  parts: number,
): StateShares[] {
  const each = (to - from) / parts;
  const shares = Array.from({ length: parts }, (): StateShares => ({ ...none }));
  for (const account of accounts)
    for (const span of spansOf(account, { from, to })) add(shares, span, from, each);
  return shares;
}

export interface StateSpan extends Stretch {
  state: AccountState | "unknown";
}

/** What state an account was in over a time, without gaps, the first part first. Pure. */
export function spansOf(
  { history, state, since }: Pick<AccountView, "history" | "state" | "since">,
  { from, to }: Stretch,
): StateSpan[] {
  const changes = history.length > 0 ? history : [{ at: since, state }];
  const spans: StateSpan[] = [{ state: "unknown", from, to: changes[0]?.at ?? to }];
  changes.forEach((change, i) => {
    spans.push({ state: change.state, from: change.at, to: changes[i + 1]?.at ?? to });
  });
  return spans
    .map((span) => ({ ...span, from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    .filter((span) => span.to > span.from);
}

const none: StateShares = {
  available: 0,
  leased: 0,
  cleaning: 0,
  dirty: 0,
  quarantined: 0,
  disabled: 0,
  unknown: 0,
};

function add(shares: StateShares[], span: StateSpan, from: number, each: number): void {
  const first = Math.floor((span.from - from) / each);
  const last = Math.min(shares.length - 1, Math.floor((span.to - from) / each));
  for (let part = first; part <= last; part++) {
    const begin = from + part * each;
    const share = shares[part];
    const within = Math.min(span.to, begin + each) - Math.max(span.from, begin);
    if (share && within > 0) share[span.state] += within / each;
  }
}
