import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import fc from "fast-check";
import { ServerTime } from "./server-time.ts";

/** Lets a client make requests whose way there, work and way back take the times given; returns the true time. */
async function ask(time: ServerTime, clock: ManualClock, server: { at: number }, delays: readonly number[]) {
  const [before = 0, there = 0, back = 0] = delays;
  const pass = async (ms: number) => {
    server.at += ms;
    await clock.advance(ms);
  };
  await pass(before);
  const sentAt = clock.monotonic();
  await pass(there);
  const date = new Date(Math.floor(server.at / 1000) * 1000).toUTCString();
  await pass(back);
  time.observe(date, sentAt, clock.monotonic());
}

const delay = fc.integer({ min: 0, max: 3_000 });
const requests = fc.array(fc.tuple(delay, delay, delay), { minLength: 1, maxLength: 8 });

test("the true server time always lies between the two readings, whatever the wall clock says", async () => {
  const wall = fc.integer({ min: 0, max: 4_000_000_000_000 });
  const true_ = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
  await fc.assert(
    fc.asyncProperty(wall, true_, requests, delay, async (wallClock, start, asked, later) => {
      const clock = new ManualClock(wallClock);
      const time = new ServerTime(clock);
      const server = { at: start };
      for (const delays of asked) await ask(time, clock, server, delays);
      server.at += later;
      await clock.advance(later);
      clock.setWallClock(0);
      expect(time.earliest()).toBeLessThanOrEqual(server.at);
      expect(time.latest()).toBeGreaterThanOrEqual(server.at);
    }),
  );
});

test("two answers around the turn of a second narrow the time down", async () => {
  const clock = new ManualClock();
  const time = new ServerTime(clock);
  const server = { at: 1_700_000_000_990 };
  await ask(time, clock, server, [0, 0, 0]);
  expect(time.latest() - time.earliest()).toBe(1_000);
  await ask(time, clock, server, [0, 20, 0]);
  expect(time.latest() - time.earliest()).toBeLessThanOrEqual(20);
});

test("an answer that contradicts those before it is believed: the machine slept", async () => {
  const clock = new ManualClock();
  const time = new ServerTime(clock);
  const server = { at: 1_700_000_000_000 };
  await ask(time, clock, server, [0, 0, 0]);
  server.at += 3_600_000;
  await ask(time, clock, server, [0, 0, 0]);
  expect([time.earliest(), time.latest()]).toEqual([server.at, server.at + 1_000]);
});

test("before any answer, and after answers without a date, the time is not known", () => {
  const time = new ServerTime(new ManualClock(1));
  time.observe(undefined, 0, 0);
  time.observe("soon", 0, 0);
  expect(() => time.earliest()).toThrow(expect.objectContaining({ code: "NO_SERVER_TIME" }));
  expect(() => time.latest()).toThrow(expect.objectContaining({ code: "NO_SERVER_TIME" }));
});
