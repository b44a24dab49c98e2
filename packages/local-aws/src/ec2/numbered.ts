/**
 * A list in EC2's query protocol: `Filter.1.Name=a` arrives as `{1: {Name: "a"}}`.
 * @returns its structures in order.
 */
export function numbered(value: unknown): Array<Record<string, unknown>> {
  return inOrder(value).map((one) => (typeof one === "object" ? (one as Record<string, unknown>) : {}));
}

/** The same for a list of texts. */
export function numberedTexts(value: unknown): string[] {
  return inOrder(value).map(String);
}

function inOrder(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, one]) => one);
}
