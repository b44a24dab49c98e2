/** One thing in an account: what kind of thing, and its name among those. */
export interface Resource {
  /** One of ours ("bucket", "log group") or, where only the tagging API knows it, its service and type ("sqs"). */
  readonly kind: string;
  /** Its name; where only the tagging API knows it, its Arn. */
  readonly name: string;
}

/** What is in an account, sorted, each thing once. Plain JSON: it is kept as the account's baseline. */
export interface Inventory {
  readonly resources: readonly Resource[];
}

/** @returns the inventory of these resources, whatever their order and however often each is named. */
export function inventoryOf(resources: Iterable<Resource>): Inventory {
  const unique = new Map<string, Resource>();
  for (const { kind, name } of resources) unique.set(keyOf({ kind, name }), { kind, name });
  return { resources: [...unique.values()].sort(compareResources) };
}

/** What the resource is called in messages: `bucket photos`. */
export function describeResource({ kind, name }: Resource): string {
  return `${kind} ${name}`;
}

/** The same text for the same resource, another for any other. */
export function keyOf({ kind, name }: Resource): string {
  return JSON.stringify([kind, name]);
}

/** The order of resources: by kind, then by name, the same on every machine. */
function compareResources(a: Resource, b: Resource): number {
  return compare(a.kind, b.kind) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
