import type { AccountState, PoolAccount } from "../account.ts";
import { decodeAccount } from "../pool/account-item.ts";
import type { Item } from "./condition.ts";

const LEADS_TO: Record<AccountState, readonly AccountState[]> = {
  available: ["leased", "disabled"],
  leased: ["leased", "available", "dirty"],
  dirty: ["cleaning", "disabled"],
  cleaning: ["cleaning", "available", "dirty", "quarantined"],
  quarantined: ["dirty", "cleaning", "disabled"],
  disabled: ["available", "dirty", "quarantined"],
};

// What clocks that drift may add up to between two answers.
const DRIFT_MS = 100;

/** @returns what is wrong with a write the table took at `now`, of what can be seen from the item alone. */
export function judgeWrite(before: Item | undefined, after: Item, now: number): string[] {
  if (!before) return [];
  const [was, is] = [decodeAccount(before), decodeAccount(after)];
  const wrong: string[] = [];
  if (is.version !== was.version + 1) wrong.push(`version ${was.version} is followed by ${is.version}`);
  if (!LEADS_TO[was.state].includes(is.state)) wrong.push(`${was.state} became ${is.state}`);
  const held = is.state === "leased" || is.state === "cleaning";
  if (held !== (is.lease !== undefined)) wrong.push(`${is.state} ${held ? "without" : "with"} a lease`);
  if (is.lease && is.lease.id !== was.lease?.id && is.lease.epoch !== is.version)
    wrong.push(`epoch ${is.lease.epoch} at version ${is.version}`);
  const endedAt = is.lease?.id === was.lease?.id ? was.lease?.expiresAt : undefined;
  if (endedAt !== undefined && is.lease && is.lease.expiresAt < endedAt)
    wrong.push(`the lease of ${is.lease.holder} ends ${endedAt - is.lease.expiresAt} ms earlier than before`);
  const reaped = was.lease && !is.lease && is.history.at(-1)?.by === "reaper";
  if (reaped && was.lease && was.lease.expiresAt > now + DRIFT_MS)
    wrong.push(
      `the lease of ${was.lease.holder} is reaped ${Math.round(was.lease.expiresAt - now)} ms before its end`,
    );
  if (is.state !== was.state && !isTold(was, is))
    wrong.push(`${was.state} became ${is.state}, and nobody is told who, when or why`);
  return wrong;
}

function isTold(was: PoolAccount, is: PoolAccount): boolean {
  const told = is.history.at(-1);
  if (!told || told.id === was.history.at(-1)?.id) return false;
  return told.state === is.state && told.at === is.changedAt && told.by !== "" && told.why !== "";
}
