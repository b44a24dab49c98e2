import { accountKey } from "@regatta/accounts";
import { messageOf, RegattaError } from "@regatta/foundation";
import type { AccountContext } from "../account/account-context.ts";
import type { Kind } from "../kinds/kind.ts";
import { kinds } from "../kinds/kinds.ts";
import { type Inventory, inventoryOf, type Resource } from "./inventory.ts";
import { type ProtectedResources, readProtected } from "./protected-resources.ts";
import { taggedResources } from "./tagged-resources.ts";

/**
 * Takes stock of an account in its region: each of our kinds as its own service lists it, and what the tagging API knows
 * beyond. Not in it: what the config protects with all that is in protected stacks, what AWS made for itself, keys and
 * secrets that wait for their deletion.
 * @throws RegattaError INVENTORY_REFUSED when something cannot be listed, for then nothing would be proven; the
 * signal's reason.
 */
export async function takeInventory(context: AccountContext): Promise<Inventory> {
  const kept = await readable(context, "protected stacks", readProtected(context));
  // All are waited for, also when one is refused: nothing goes on in an account behind its cleaner's back.
  const found = await Promise.allSettled([
    ...kinds.map((kind) => readable(context, `${kind.name}s`, listKind(context, kind, kept))),
    readable(context, "tagged resources", taggedResources(context, kept)),
  ]);
  return inventoryOf(found.flatMap(orThrow));
}

function orThrow<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

async function listKind(context: AccountContext, kind: Kind, kept: ProtectedResources): Promise<Resource[]> {
  const listed = await kind.list(context);
  return listed
    .filter(({ name, arn }) => !kept.has(kind.type, [name, arn]))
    .map(({ name }) => ({ kind: kind.name, name }));
}

async function readable<T>(
  { account, signal }: AccountContext,
  what: string,
  reading: Promise<T>,
): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    signal.throwIfAborted();
    throw new RegattaError(`The ${what} of the account cannot be listed: ${messageOf(cause)}`, {
      code: "INVENTORY_REFUSED",
      source: "service",
      account: accountKey(account),
      nextStep: "Let the cleaner's role list them: docs/cleaning.md names every action it needs.",
      cause,
    });
  }
}
