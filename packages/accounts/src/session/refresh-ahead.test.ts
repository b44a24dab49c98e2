import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import type { Limit } from "../tell-limit.ts";
import { refreshAhead } from "./refresh-ahead.ts";

const MINUTE = 60_000;

test("credentials that cannot be had anew are a limit from half of their life on, until newer ones come", async () => {
  const clock = new ManualClock();
  const end = new AbortController();
  const told: Array<Limit | undefined> = [];
  let endsAt = 60 * MINUTE;
  let isRefused = true;
  const asked: number[] = [];
  void refreshAhead({
    source: {
      credentials: () => Promise.reject(new Error("nobody asks")),
      clear: () => undefined,
      left: () => ({ ms: Math.max(0, endsAt - clock.monotonic()), lifetimeMs: 60 * MINUTE }),
      refresh: async () => {
        asked.push(clock.monotonic() / MINUTE);
        if (!isRefused) endsAt = clock.monotonic() + 60 * MINUTE;
      },
    },
    clock,
    signal: end.signal,
    tell: (limit) => told.push(limit),
  });
  await clock.advance(32 * MINUTE);
  // The same ones, as somebody's own login gives them.
  expect(asked).toEqual([30, 31, 32]);
  expect(told).toEqual([
    { endsInMs: 30 * MINUTE, reason: "its credentials end, and newer ones are not to be had" },
  ]);
  await clock.advance(30 * MINUTE);
  expect(told).toHaveLength(1);
  isRefused = false;
  await clock.advance(5_000);
  expect(told.slice(1)).toEqual([undefined]);
  const before = asked.length;
  await clock.advance(30 * MINUTE);
  expect(asked.length).toBe(before + 1);
  end.abort();
});
