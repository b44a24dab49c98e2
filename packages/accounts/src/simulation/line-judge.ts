import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { accountKey, type PoolAccount } from "../account.ts";
import type { Waiter } from "../line/waiter.ts";
import { decodeWaiter, isWaiter } from "../line/waiter-item.ts";
import { decodeAccount, isAccount } from "../pool/account-item.ts";
import type { Item } from "./condition.ts";
import type { Machine } from "./machine.ts";

interface SeenLook {
  items: Item[];
  complete: boolean;
  /** Accounts its taker tried to take since. */
  tried: Set<string>;
}

/** One page of a Query, as it reached a machine. */
export interface Page {
  from: unknown;
  items: Item[];
  isLast: boolean;
}

/** A write that takes an account, as it is sent. */
export interface TakeSent {
  account: string;
  leaseId: string;
  runId: string;
  now: number;
}

/**
 * Judges, apart from the pool, whether the line is kept: whoever takes an account has to leave all those ahead of it,
 * below their minimum and not dead in the look it took it by, as many accounts they can use as they had before.
 */
export class LineJudge {
  readonly #looks = new Map<Machine, SeenLook>();
  readonly #passing = new Map<string, string>();

  /** A page of a look at accounts and line reached the machine. */
  read(machine: Machine, { from, items, isLast }: Page): void {
    const before = from === undefined ? undefined : this.#looks.get(machine);
    const look = { items: [...(before?.items ?? []), ...items], complete: isLast, tried: new Set<string>() };
    this.#looks.set(machine, look);
  }

  /** One item was read again: what its reader knows of it now. */
  readAgain(machine: Machine, item: Item): void {
    const look = this.#looks.get(machine);
    if (look) look.items = look.items.map((seen) => (seen.sk?.S === item.sk?.S ? item : seen));
  }

  take(machine: Machine, take: TakeSent): void {
    const look = this.#looks.get(machine);
    if (!look?.complete) return;
    const passed = passedBy(take, look);
    look.tried.add(take.account);
    if (passed) this.#passing.set(take.leaseId, `${take.runId} passes ${passed.runId} in the line`);
  }

  /** @returns what is wrong with a lease now made. */
  made(leaseId: string): string | undefined {
    return this.#passing.get(leaseId);
  }
}

function passedBy({ account, runId, now }: TakeSent, { items, tried }: SeenLook): Waiter | undefined {
  const accounts = items.filter(isAccount).map(decodeAccount);
  const waiters = items.filter(isWaiter).map(decodeWaiter);
  const needs = (waiter: Waiter) =>
    waiter.minimum - accounts.filter(({ lease }) => lease?.runId === waiter.runId && lease.minimum).length;
  const own = waiters.find((waiter) => waiter.runId === runId);
  const ahead = waiters.filter(
    (other) =>
      other.runId !== runId && other.until > now && needs(other) > 0 && (!own || comesBefore(other, own)),
  );
  const wants = ahead.flatMap((waiter) => Array.from({ length: needs(waiter) }, () => waiter));
  const free = accounts.filter(({ state }) => state === "available");
  const left = free.filter((other) => accountKey(other) !== account && !tried.has(accountKey(other)));
  return matched(wants, left) < matched(wants, free) ? ahead[0] : undefined;
}

function comesBefore(one: Waiter, other: Waiter): boolean {
  if (one.priority !== other.priority) return one.priority > other.priority;
  return one.since < other.since || (one.since === other.since && one.runId < other.runId);
}

/** How many of the wants can be met with these accounts at once, at best (Kuhn's matching). */
function matched(wants: readonly Waiter[], free: readonly PoolAccount[]): number {
  const owner = new Map<PoolAccount, number>();
  const meets = (want: number, tried: Set<PoolAccount>): boolean =>
    free.some((account) => {
      if (tried.has(account) || !isAskedFor(account, wants[want] as Waiter)) return false;
      tried.add(account);
      const other = owner.get(account);
      if (other !== undefined && !meets(other, tried)) return false;
      owner.set(account, want);
      return true;
    });
  return wants.filter((_, want) => meets(want, new Set())).length;
}

function isAskedFor(account: PoolAccount, { only }: Waiter): boolean {
  return only === undefined || only.includes(account.id);
}

/** What a write that takes an account says of it; undefined for any other write. */
export function takeIn(input: {
  Key?: Item | undefined;
  ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
}): Omit<TakeSent, "now"> | undefined {
  const { ExpressionAttributeValues: values = {}, Key: key } = input;
  if (values[":leaseId"]?.S === undefined || values[":state"]?.S !== "leased") return undefined;
  return {
    account: key?.sk?.S?.replace("account#", "") ?? "",
    leaseId: values[":leaseId"].S,
    runId: values[":leaseRunId"]?.S ?? "",
  };
}
