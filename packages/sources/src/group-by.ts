/** Groups items by a key, in the order in which keys are first met; no group is empty. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Array<[T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
