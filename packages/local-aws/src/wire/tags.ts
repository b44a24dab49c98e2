/** Tags by key. */
export type Tags = Record<string, string>;

/**
 * Reads tags however a service or a template writes them: as a map, or as a list of keys and values.
 * @param value anything else is no tags.
 */
export function tagsIn(value: unknown): Tags {
  if (Array.isArray(value)) return Object.fromEntries(value.map(pairOf));
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}

function pairOf(tag: Record<string, unknown>): [string, string] {
  return [String(tag.Key ?? tag.TagKey ?? ""), String(tag.Value ?? tag.TagValue ?? "")];
}

/** Tags as a list, in the order of their keys. */
export function tagList(tags: Tags): Array<{ Key: string; Value: string }> {
  return Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
}

/** Takes away the tags with these keys. */
export function untag(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}
