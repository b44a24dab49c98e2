import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareInventories } from "./compare-inventories.ts";
import { inventoryOf, keyOf, type Resource } from "./inventory.ts";

// Few names of few kinds, so that two inventories share some; some that an object would trip over.
const resource: fc.Arbitrary<Resource> = fc.record({
  kind: fc.constantFrom("bucket", "log group", "sqs", "__proto__"),
  name: fc.oneof(fc.constantFrom("a", "b", "toString", '"', "a b"), fc.string({ maxLength: 3 })),
});
const resources = fc.array(resource, { maxLength: 12 });

test("what was added and what is missing is all that tells two inventories apart", () => {
  fc.assert(
    fc.property(resources, resources, (before, after) => {
      const [baseline, now] = [inventoryOf(before), inventoryOf(after)];
      const { added, missing } = compareInventories(baseline, now);
      const gone = new Set(missing.map(keyOf));
      const kept = baseline.resources.filter((one) => !gone.has(keyOf(one)));
      expect(inventoryOf([...kept, ...added])).toEqual(now);
      expect(compareInventories(now, baseline)).toEqual({ added: missing, missing: added });
      expect(kept).toHaveLength(baseline.resources.length - missing.length);
    }),
  );
});

test("an inventory is the same in whatever order and however often its resources were listed", () => {
  fc.assert(
    fc.property(
      resources.chain((some) =>
        fc.tuple(fc.constant(some), fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 })),
      ),
      ([some, shuffled]) => {
        const inventory = inventoryOf(shuffled);
        expect(inventory).toEqual(inventoryOf(some));
        expect(JSON.parse(JSON.stringify(inventory))).toEqual(inventory);
        expect(compareInventories(inventory, inventoryOf(some))).toEqual({ added: [], missing: [] });
      },
    ),
  );
});

test("one name of two kinds is two resources, sorted by kind and then by name", () => {
  const inventory = inventoryOf([
    { kind: "table", name: "orders" },
    { kind: "bucket", name: "z" },
    { kind: "bucket", name: "orders" },
  ]);
  expect(inventory.resources.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "bucket orders",
    "bucket z",
    "table orders",
  ]);
});
