import type { AccountStack } from "./account-stack.ts";

export interface DeletionRules {
  /** Whether the stack of this name stays. */
  isKept: (name: string) => boolean;
  /** Whether the stack of this name goes after all others, for they need it to be deleted. */
  isLast: (name: string) => boolean;
}

/** A stack to be deleted, and the ids of those that have to be gone before. */
export interface PlannedDeletion {
  readonly stack: AccountStack;
  readonly after: ReadonlySet<string>;
}

/** A stack that cannot be deleted as things are, and why. */
export interface BlockedDeletion {
  readonly stack: AccountStack;
  readonly reason: string;
}

export interface DeletionPlan {
  /** In an order in which they could go one by one. */
  readonly order: readonly PlannedDeletion[];
  readonly kept: readonly AccountStack[];
  readonly blocked: readonly BlockedDeletion[];
}

/**
 * Plans in which order the stacks of an account go: who imports before who exports, the last ones last, and what was
 * made later before what was made earlier, which it may use in ways that no export shows. A stack whose export is used by
 * one that stays cannot go, nor can those it imports from. Pure.
 */
export function planDeletion(stacks: readonly AccountStack[], rules: DeletionRules): DeletionPlan {
  const kept = stacks.filter(({ name }) => rules.isKept(name));
  const doomed = stacks.filter(({ name }) => !rules.isKept(name)).sort(byAge);
  const waits = new Map(doomed.map((stack) => [stack.id, waitsFor(stack, doomed, rules)]));
  const gone = new Set<string>();
  const order: PlannedDeletion[] = [];
  for (let next = nextOf(doomed, waits, gone); next; next = nextOf(doomed, waits, gone)) {
    gone.add(next.id);
    order.push({ stack: next, after: waits.get(next.id) ?? new Set() });
  }
  const staying = doomed.filter(({ id }) => !gone.has(id));
  return { order, kept, blocked: staying.map((stack) => blocked(stack, stacks, gone)) };
}

function byAge(a: AccountStack, b: AccountStack): number {
  return b.createdAt - a.createdAt || (a.name < b.name ? -1 : 1);
}

/** The ids of what has to be gone before a stack; one that stays is among them, so that it is waited for in vain. */
function waitsFor(
  stack: AccountStack,
  doomed: readonly AccountStack[],
  { isLast }: DeletionRules,
): Set<string> {
  const users = stack.uses.map(({ by }) => by);
  const others = isLast(stack.name) ? doomed.filter(({ name }) => !isLast(name)) : [];
  return new Set([...users, ...others.map(({ id }) => id)]);
}

function nextOf(
  doomed: readonly AccountStack[],
  waits: ReadonlyMap<string, Set<string>>,
  gone: ReadonlySet<string>,
): AccountStack | undefined {
  return doomed.find(
    ({ id }) => !gone.has(id) && [...(waits.get(id) ?? [])].every((other) => gone.has(other)),
  );
}

function blocked(
  stack: AccountStack,
  stacks: readonly AccountStack[],
  gone: ReadonlySet<string>,
): BlockedDeletion {
  const nameOf = (id: string) => stacks.find((other) => other.id === id)?.name ?? id;
  const uses = stack.uses.filter(({ by }) => !gone.has(by));
  if (uses.length === 0) return { stack, reason: "it goes last, and others stay" };
  const said = uses.map(({ exportName, by }) => `${exportName} by ${nameOf(by)}`);
  return { stack, reason: `exports of it are used by stacks that stay: ${said.join(", ")}` };
}
