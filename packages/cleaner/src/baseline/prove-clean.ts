import type { AccountContext } from "../account/account-context.ts";
import { compareInventories } from "../inventory/compare-inventories.ts";
import type { Inventory, Resource } from "../inventory/inventory.ts";

export interface ProofOptions {
  /** What belongs in the account. */
  baseline: Inventory;
  takeInventory: (context: AccountContext) => Promise<Inventory>;
  /** Removes what was found; called after a look that found something. */
  sweep: (context: AccountContext) => Promise<void>;
  /** From one look to the next, ms. */
  apartMs: number;
}

/** So many looks in a row have to find nothing. */
const emptyLooks = 2;
/** After so many looks that found something it is given up. */
const patience = 3;

/**
 * Proves that nothing is in an account that does not belong there: two looks in a row, some time apart, find nothing. One
 * would not do: a function's log group comes back with the last lines it wrote. What is found is swept, and looked for
 * again.
 * @returns what the last look found; empty when the account is clean.
 */
export async function proveClean(context: AccountContext, options: ProofOptions): Promise<Resource[]> {
  let empty = 0;
  for (let look = 1, found = 0; ; look++) {
    const { added } = compareInventories(options.baseline, await options.takeInventory(context));
    context.onEvent({ kind: "looked", look, added: added.length });
    empty = added.length === 0 ? empty + 1 : 0;
    if (empty >= emptyLooks) return [];
    if (added.length > 0) {
      if (++found >= patience) return added;
      await options.sweep(context);
    }
    context.onEvent({ kind: "looks-again", afterMs: options.apartMs });
    await context.clock.sleep(options.apartMs, context.signal);
  }
}
