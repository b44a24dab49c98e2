import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { pageOf } from "./page.ts";

test("all pages together are the list, whatever their size", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 5 }), (keys, size) => {
      const items = keys.sort();
      const seen: string[] = [];
      let token: string | undefined;
      do {
        const page = pageOf(items, { keyOf: (item) => item, size, token });
        seen.push(...page.items);
        token = page.nextToken;
      } while (token !== undefined);
      expect(seen).toEqual(items);
    }),
  );
});

test("a token nobody handed out is refused", () => {
  expect(() => pageOf([1], { keyOf: (item) => item, size: 1, token: "x" })).toThrow("NextToken");
});

test("a page of several holds at most 1 MB; a larger item comes alone", () => {
  const sizes = [400_000, 600_000, 1, 1_500_000, 2];
  const pages: number[][] = [];
  let token: string | undefined;
  do {
    const left = sizes.map((size, at) => ({ size, at }));
    const page = pageOf(left, { keyOf: ({ at }) => at, sizeOf: ({ size }) => size, size: 10, token });
    pages.push(page.items.map(({ size }) => size));
    token = page.nextToken;
  } while (token !== undefined);
  expect(pages).toEqual([[400_000, 600_000], [1], [1_500_000], [2]]);
});
