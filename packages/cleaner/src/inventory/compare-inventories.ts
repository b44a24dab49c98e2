import { type Inventory, keyOf, type Resource } from "./inventory.ts";

/** How one inventory differs from another, in the inventories' order. */
export interface InventoryDifference {
  /** What is there now, and was not. */
  readonly added: Resource[];
  /** What was there, and is not any more. */
  readonly missing: Resource[];
}

/** Compares what is in an account with what was in it. Both lists are empty when that is the same. Pure. */
export function compareInventories(baseline: Inventory, now: Inventory): InventoryDifference {
  return { added: notIn(baseline, now.resources), missing: notIn(now, baseline.resources) };
}

function notIn(inventory: Inventory, resources: readonly Resource[]): Resource[] {
  const known = new Set(inventory.resources.map(keyOf));
  return resources.filter((resource) => !known.has(keyOf(resource)));
}
