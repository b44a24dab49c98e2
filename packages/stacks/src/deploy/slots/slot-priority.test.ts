import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type SlotClaim, slotPriority } from "./slot-priority.ts";

const claims: fc.Arbitrary<SlotClaim> = fc
  .record({ lost: fc.boolean(), remainingMs: fc.nat(2 ** 31 - 1), rank: fc.nat(999), of: fc.constant(1000) })
  .filter(({ rank, of }) => rank < of);

test("accounts that can still become ready come first, then the least remaining work, then the longest path", () => {
  fc.assert(
    fc.property(claims, claims, (a, b) => {
      const order = Number(a.lost) - Number(b.lost) || a.remainingMs - b.remainingMs || b.rank - a.rank;
      expect(Math.sign(slotPriority(b) - slotPriority(a))).toBe(Math.sign(order));
    }),
  );
});

test("however much is to be done, it is a number that orders", () => {
  const claim = { lost: true, remainingMs: 1e300, rank: 0, of: 1 };
  expect(Number.isFinite(slotPriority(claim))).toBe(true);
  expect(slotPriority(claim)).toBeLessThan(slotPriority({ ...claim, lost: false }));
});
