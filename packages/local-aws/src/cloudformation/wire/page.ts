import { validationError } from "../errors.ts";

export interface Page<Item> {
  items: Item[];
  nextToken?: string;
}

/**
 * Cuts one page out of a list. A token holds the key of the last item told, so a page neither repeats nor
 * loses an item when others come or go in between.
 * @param options.keyOf must rise along the list.
 * @throws ValidationError for a token nobody handed out.
 */
export function pageOf<Item>(
  items: Item[],
  options: { keyOf(item: Item): string | number; size: number; token: string | undefined },
): Page<Item> {
  const after = options.token === undefined ? undefined : decode(options.token);
  const left = after === undefined ? items : items.filter((item) => options.keyOf(item) > after);
  const page = left.slice(0, options.size);
  const last = page.at(-1);
  return last !== undefined && left.length > page.length
    ? { items: page, nextToken: encode(options.keyOf(last)) }
    : { items: page };
}

function encode(key: string | number): string {
  return Buffer.from(JSON.stringify([key])).toString("base64url");
}

function decode(token: string): string | number {
  try {
    const [key] = JSON.parse(Buffer.from(token, "base64url").toString()) as [unknown];
    if (typeof key === "string" || typeof key === "number") return key;
  } catch {
    // Falls through: not one of ours.
  }
  throw validationError("The NextToken is not valid.");
}
