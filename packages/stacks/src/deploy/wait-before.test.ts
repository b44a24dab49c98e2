import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { waitBefore } from "./wait-before.ts";

const poll = fc.integer({ min: 1, max: 5_000 });

test("waits grow from the first to five times that, never shrinking", () => {
  fc.assert(
    fc.property(fc.nat(200), poll, (look, pollMs) => {
      expect(waitBefore(0, pollMs)).toBe(pollMs);
      expect(waitBefore(look + 1, pollMs)).toBeGreaterThanOrEqual(waitBefore(look, pollMs));
      expect(waitBefore(look, pollMs)).toBeLessThanOrEqual(5 * pollMs);
    }),
  );
});

test("with an expected end they keep within the same bounds, and are the first one at that end", () => {
  const time = fc.nat(10_000_000);
  fc.assert(
    fc.property(fc.nat(200), poll, time, time, (look, pollMs, elapsedMs, expectedMs) => {
      const wait = waitBefore(look, pollMs, { elapsedMs, expectedMs });
      expect(wait).toBeGreaterThanOrEqual(pollMs);
      expect(wait).toBeLessThanOrEqual(5 * pollMs);
      expect(waitBefore(look, pollMs, { elapsedMs: expectedMs, expectedMs })).toBe(pollMs);
    }),
  );
});

test("an end that comes as expected is seen within one and a quarter of the first wait", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 5_000 }), fc.nat(2_000_000), (pollMs, expectedMs) => {
      let elapsedMs = 0;
      for (let look = 0; elapsedMs < expectedMs; look++)
        elapsedMs += waitBefore(look, pollMs, { elapsedMs, expectedMs });
      expect(elapsedMs - expectedMs).toBeLessThanOrEqual(1.25 * pollMs);
    }),
  );
});
