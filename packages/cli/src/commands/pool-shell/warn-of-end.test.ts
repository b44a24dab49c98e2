import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { warnOfEnd } from "./warn-of-end.ts";

test("somebody whose time runs out is warned twice, and again when it runs out after it was prolonged", async () => {
  const clock = new ManualClock(0);
  const done = new AbortController();
  const said: string[] = [];
  let endsAt = 400_000;
  const warning = warnOfEnd({
    leftMs: () => Math.max(0, endsAt - clock.monotonic()),
    clock,
    signal: done.signal,
    say: (text) => said.push(text.replace(/;.*/, "")),
  });
  await clock.advance(90_000);
  expect(said).toEqual([]);
  await clock.advance(10_000);
  expect(said).toEqual(["5 min left here"]);
  endsAt += 600_000;
  await clock.advance(600_000);
  expect(said).toEqual(["5 min left here", "5 min left here"]);
  await clock.advance(300_000);
  expect(said.slice(2)).toEqual(["1 min left here"]);
  done.abort();
  await warning;
});
