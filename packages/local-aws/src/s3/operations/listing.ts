/** One line of a listing: an item, or all that begin alike up to the delimiter. */
export type Entry<Item> = { readonly name: string } & ({ readonly item: Item } | { readonly prefix: string });

/**
 * Draws items together by a delimiter.
 * @param items in the order of their keys.
 */
export function entriesOf<Item extends { readonly key: string }>(
  items: Item[],
  options: { prefix: string; delimiter: string },
): Array<Entry<Item>> {
  const { prefix, delimiter } = options;
  const entries: Array<Entry<Item>> = [];
  for (const item of items) {
    if (!item.key.startsWith(prefix)) continue;
    const at = delimiter === "" ? -1 : item.key.indexOf(delimiter, prefix.length);
    const common = at < 0 ? undefined : item.key.slice(0, at + delimiter.length);
    if (common === undefined) entries.push({ name: item.key, item });
    else if (entries.at(-1)?.name !== common) entries.push({ name: common, prefix: common });
  }
  return entries;
}

/** Whether a name comes after another in the order of listings; every name comes after an empty one. */
export function isAfter(name: string, after: string): boolean {
  return after === "" || Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0;
}

/** `CommonPrefixes` of an answer. */
export function prefixesOf<Item>(
  entries: Array<Entry<Item>>,
  told: (text: string) => string,
): Array<{ Prefix: string }> {
  return entries.flatMap((entry) => ("prefix" in entry ? [{ Prefix: told(entry.prefix) }] : []));
}
