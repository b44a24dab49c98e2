import { messageOf } from "@regatta/foundation";
import PQueue from "p-queue";
import type { AccountContext } from "../account/account-context.ts";
import { compareInventories } from "../inventory/compare-inventories.ts";
import { describeResource, type Inventory, type Resource } from "../inventory/inventory.ts";
import { takeInventory } from "../inventory/take-inventory.ts";
import type { Kind } from "../kinds/kind.ts";
import { kinds } from "../kinds/kinds.ts";
import { Parked } from "../waiting/parked.ts";

/** What is still in an account, and was not in its baseline. */
export interface Leftover {
  readonly resource: Resource;
  /** Why it is still there. */
  readonly reason: string;
  /** For what only time removes: when to look again, ms from now. */
  readonly lookAgainAfterMs?: number;
}

/** How many things of one kind are removed at the same time. */
const atOnce = 4;

/**
 * Removes what is in an account and was not in its baseline, once its stacks are gone: kind after kind, log groups last,
 * for whatever else is removed may write into one once more. Those that come back later are the next sweep's.
 * @param inventory what is there, when that was just looked at.
 * @returns what stays, with the reasons. @throws RegattaError INVENTORY_REFUSED; the signal's reason.
 */
export async function sweepLeftovers(
  context: AccountContext,
  baseline: Inventory,
  inventory?: Inventory,
): Promise<Leftover[]> {
  const { added } = compareInventories(baseline, inventory ?? (await takeInventory(context)));
  const left: Leftover[] = added.flatMap((resource) => withoutRemover(resource) ?? []);
  for (const kind of kinds) {
    const ofKind = added.filter((resource) => resource.kind === kind.name);
    if (kind.remove) left.push(...(await removeAll(context, kind, ofKind)));
  }
  for (const { resource, reason } of left) {
    context.onEvent({ kind: "leftover-stays", resource: describeResource(resource), reason });
  }
  return left;
}

async function removeAll(context: AccountContext, kind: Kind, resources: Resource[]): Promise<Leftover[]> {
  const queue = new PQueue({ concurrency: atOnce });
  const left = await queue.addAll(resources.map((resource) => () => removeOne(context, kind, resource)));
  return left.flatMap((one) => one ?? []);
}

async function removeOne(
  context: AccountContext,
  kind: Kind,
  resource: Resource,
): Promise<Leftover | undefined> {
  try {
    await kind.remove?.(context, resource.name);
    context.onEvent({ kind: "leftover-removed", resource: describeResource(resource) });
    return undefined;
  } catch (error) {
    context.signal.throwIfAborted();
    const parked = error instanceof Parked ? { lookAgainAfterMs: error.lookAgainAfterMs } : {};
    return { resource, reason: messageOf(error), ...parked };
  }
}

function withoutRemover(resource: Resource): Leftover | undefined {
  const kind = kinds.find(({ name }) => name === resource.kind);
  if (kind?.remove) return undefined;
  const reason = kind
    ? "stacks are deleted before leftovers are swept"
    : "Regatta removes nothing of this kind; the tagging API, which told of it, may be late";
  return { resource, reason };
}
