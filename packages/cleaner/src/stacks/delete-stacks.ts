import { messageOf } from "@regatta/foundation";
import PQueue from "p-queue";
import { Parked } from "../waiting/parked.ts";
import type { AccountStack } from "./account-stack.ts";
import { type DeleteStackOptions, deleteStack } from "./delete-stack.ts";
import { type DeletionRules, type PlannedDeletion, planDeletion } from "./plan-deletion.ts";
import { readAccountStacks } from "./read-account-stacks.ts";
import type { LeftResource, StackOutcome } from "./stack-outcome.ts";

export interface DeleteStacksOptions extends Omit<DeleteStackOptions, "onThrottled"> {
  rules: DeletionRules;
  /** How many stacks are deleted at once at most; less as soon as the account is throttled. */
  concurrency: number;
}

/** A stack that is still there, and should not be. */
export interface StackFailure {
  readonly stackName: string;
  readonly reason: string;
  /** Only time removes what is in the way; trying sooner is of no use, ms. */
  readonly retryMs?: number;
}

export interface StacksDeleted {
  readonly deleted: readonly string[];
  readonly kept: readonly string[];
  /** What deleted stacks left behind. */
  readonly left: readonly LeftResource[];
  readonly failures: readonly StackFailure[];
  /** The physical ids of what was in the deleted stacks. */
  readonly held: readonly string[];
}

/** So often is the account looked at again for what the round before made possible. */
const rounds = 3;

/**
 * Deletes all stacks of an account that do not stay, each as soon as those that use it are gone, several at once.
 * @returns what could not be deleted among it, with reasons.
 * Throws the SDK's errors when stacks cannot be read, and the signal's reason when cut off.
 */
export async function deleteStacks(options: DeleteStacksOptions): Promise<StacksDeleted> {
  const deleted: string[] = [];
  const left: LeftResource[] = [];
  const held: string[] = [];
  for (let round = 1; ; round++) {
    const { client } = options.calls;
    const plan = planDeletion(await readAccountStacks(client, options.rules.isKept), options.rules);
    const kept = plan.kept.map(({ name }) => name);
    options.onEvent({ kind: "stacks-read", toDelete: plan.order.length, kept });
    const outcomes = await deleteInOrder(options, plan.order);
    for (const blocked of plan.blocked)
      outcomes.push([blocked.stack, { kind: "blocked", reason: blocked.reason }]);
    for (const [{ name }, outcome] of outcomes) {
      if (outcome.kind === "kept") kept.push(name);
      if (outcome.kind !== "deleted") continue;
      deleted.push(name);
      left.push(...outcome.left);
      held.push(...outcome.held);
    }
    const failures = outcomes.flatMap(([stack, outcome]) => failureOf(stack, outcome));
    const hadSuccess = outcomes.some(([, { kind }]) => kind === "deleted");
    const mayGoNow = outcomes.some(([, { kind }]) => kind === "blocked");
    if (round === rounds || !hadSuccess || !mayGoNow) return { deleted, kept, left, held, failures };
  }
}

function failureOf({ name: stackName }: AccountStack, outcome: StackOutcome): StackFailure[] {
  if (outcome.kind === "deleted" || outcome.kind === "kept") return [];
  const { reason } = outcome;
  const retryMs = outcome.kind === "failed" ? outcome.retryMs : undefined;
  return [{ stackName, reason, ...(retryMs === undefined ? {} : { retryMs }) }];
}

type Outcomes = Array<[AccountStack, StackOutcome]>;

/** Ends when none is under way any more, also when it rejects. */
async function deleteInOrder(
  options: DeleteStacksOptions,
  order: readonly PlannedDeletion[],
): Promise<Outcomes> {
  const queue = new PQueue({ concurrency: options.concurrency });
  const onThrottled = () => {
    queue.concurrency = Math.max(1, Math.floor(queue.concurrency / 2));
  };
  const ends = new Map<string, Promise<StackOutcome>>();
  for (const { stack, after } of order) {
    const before = [...after].flatMap((id) => ends.get(id) ?? []);
    ends.set(
      stack.id,
      afterAll(before, () => queue.add(() => deleteTold({ ...options, onThrottled }, stack))),
    );
  }
  const settled = await Promise.allSettled(ends.values());
  options.calls.signal.throwIfAborted();
  return settled.flatMap((one, i): Outcomes => {
    const stack = order[i]?.stack;
    if (one.status === "rejected") throw one.reason;
    return stack ? [[stack, one.value]] : [];
  });
}

async function afterAll(
  before: Array<Promise<StackOutcome>>,
  work: () => Promise<StackOutcome>,
): Promise<StackOutcome> {
  const outcomes = await Promise.all(before);
  if (outcomes.every(({ kind }) => kind === "deleted")) return work();
  return { kind: "blocked", reason: "stacks that use it could not be deleted" };
}

async function deleteTold(options: DeleteStackOptions, stack: AccountStack): Promise<StackOutcome> {
  const { calls, onEvent } = options;
  const startedAt = calls.clock.monotonic();
  const outcome = await deleteStack(options, stack).catch((error): StackOutcome => {
    calls.signal.throwIfAborted();
    const retryMs = error instanceof Parked ? { retryMs: error.lookAgainAfterMs } : {};
    return { kind: "failed", reason: refusalOf(error), ...retryMs };
  });
  const { name: stackName } = stack;
  if (outcome.kind !== "deleted") {
    onEvent({ kind: "stack-stays", stackName, reason: outcome.reason });
    return outcome;
  }
  onEvent({ kind: "stack-deleted", stackName, ms: Math.round(calls.clock.monotonic() - startedAt) });
  const resources = outcome.left.map(({ type, name }) => `${type} ${name}`);
  if (resources.length > 0) onEvent({ kind: "resources-left", stackName, resources });
  return outcome;
}

function refusalOf(error: unknown): string {
  const { name = "" } = error as { name?: string };
  const message = messageOf(error);
  return name && name !== "RegattaError" && !message.includes(name) ? `${name}: ${message}` : message;
}
