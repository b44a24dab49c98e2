import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { waitBefore } from "./wait-before.ts";

const poll = fc.integer({ min: 1, max: 5_000 });
const time = fc.nat(10_000_000);

test("a wait is never shorter than the first, nor longer than five times that", () => {
  fc.assert(
    fc.property(poll, time, fc.option(time, { nil: undefined }), (pollMs, elapsedMs, expectedMs) => {
      const wait = waitBefore(pollMs, { elapsedMs, expectedMs });
      expect(wait).toBeGreaterThanOrEqual(pollMs);
      expect(wait).toBeLessThanOrEqual(5 * pollMs);
    }),
  );
});

test("an end nobody expects is seen late by at most a hundredth, or the first wait", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 5_000 }), fc.nat(2_000_000), (pollMs, endMs) => {
      const late = seenAt(pollMs, endMs) - endMs;
      expect(late).toBeLessThanOrEqual(Math.max(pollMs, endMs / 100));
    }),
  );
});

test("an end that comes as expected is seen within one and a quarter of the first wait", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 5_000 }), fc.nat(2_000_000), (pollMs, expectedMs) => {
      const late = seenAt(pollMs, expectedMs, expectedMs) - expectedMs;
      expect(late).toBeLessThanOrEqual(1.25 * pollMs);
    }),
  );
});

/** When a look first sees an end that came at `endMs`. */
function seenAt(pollMs: number, endMs: number, expectedMs?: number): number {
  let elapsedMs = 0;
  while (elapsedMs < endMs) elapsedMs += waitBefore(pollMs, { elapsedMs, expectedMs });
  return elapsedMs;
}
