import { AwsError } from "../gateway/service.ts";

export interface Page<Item> {
  items: Item[];
  nextToken?: string;
}

/** What an answer of the API holds at most, in characters. */
const maxPageSize = 1_000_000;

/**
 * Cuts one page out of a list. A token holds the key of the last item told, so a page neither repeats nor
 * loses an item when others come or go in between.
 * @param options.keyOf must rise along the list.
 * @param options.sizeOf how many characters an item comes to: a page of several holds at most 1 MB.
 * @param options.wrongToken what is said of a token nobody handed out; default: CloudFormation's ValidationError.
 * @throws {AwsError} that.
 */
export function pageOf<Item>(
  items: Item[],
  options: {
    keyOf(item: Item): string | number;
    sizeOf?(item: Item): number;
    size: number;
    token: string | undefined;
    wrongToken?: () => AwsError;
  },
): Page<Item> {
  const { wrongToken = () => new AwsError("ValidationError", "The NextToken is not valid.") } = options;
  const after = options.token === undefined ? undefined : decode(options.token);
  if (after === null) throw wrongToken();
  const left = after === undefined ? items : items.filter((item) => options.keyOf(item) > after);
  const page = ofOnePage(left.slice(0, options.size), options.sizeOf ?? (() => 0));
  const last = page.at(-1);
  return last !== undefined && left.length > page.length
    ? { items: page, nextToken: encode(options.keyOf(last)) }
    : { items: page };
}

/** At least one item, and as many as have room. */
function ofOnePage<Item>(items: Item[], sizeOf: (item: Item) => number): Item[] {
  let size = 0;
  const tooMuch = items.findIndex((item, at) => {
    size += sizeOf(item);
    return at > 0 && size > maxPageSize;
  });
  return tooMuch < 0 ? items : items.slice(0, tooMuch);
}

function encode(key: string | number): string {
  return Buffer.from(JSON.stringify([key])).toString("base64url");
}

/** @returns null for one nobody handed out. */
function decode(token: string): string | number | null {
  try {
    const [key] = JSON.parse(Buffer.from(token, "base64url").toString()) as [unknown];
    if (typeof key === "string" || typeof key === "number") return key;
  } catch {
    // Falls through: not one of ours.
  }
  return null;
}
