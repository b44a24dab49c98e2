import type { AccountContext } from "../account/account-context.ts";

/** One kind of thing in an account that is listed by its own service. Adding a kind: one file, and a line in kinds.ts. */
export interface Kind {
  /** What it is called in inventories and messages. */
  readonly name: string;
  /** Its type in CloudFormation. */
  readonly type: string;
  /** The Arns of such things. The tagging API's word on them is not asked: it lags behind the service's own. */
  readonly arn: RegExp;
  /** All there are in the account and its region, but what is AWS's own or is deleted already. Throws the SDK's errors. */
  list(context: AccountContext): Promise<Listed[]>;
  /**
   * Removes one, whatever is in it; does nothing when it is gone. Kinds without it are never removed.
   * @throws Parked for what only time removes; the SDK's errors.
   */
  remove?(context: AccountContext, name: string): Promise<void>;
}

export interface Listed {
  readonly name: string;
  /** Where CloudFormation knows it by its Arn, or a protected name may be one. */
  readonly arn?: string | undefined;
}

/** All items of all pages. */
export async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}
