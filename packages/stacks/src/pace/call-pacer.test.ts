import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import fc from "fast-check";
import { CallPacer, type CallPacerOptions } from "./call-pacer.ts";
import { SharedPace } from "./shared-pace.ts";

function aPacer(special: Partial<CallPacerOptions> & { clock?: ManualClock } = {}) {
  const clock = special.clock ?? new ManualClock();
  const { signal } = new AbortController();
  const pacer = new CallPacer({
    clock,
    signal,
    firstGapMs: 100,
    maxGapMs: 1_000,
    random: () => 0,
    ...special,
  });
  return { pacer, clock };
}

/** When each of `count` calls asked for at once gets its turn. */
async function turns({ pacer, clock }: ReturnType<typeof aPacer>, count: number): Promise<number[]> {
  const at: number[] = [];
  for (let i = 0; i < count; i++) void pacer.turn().then((turn) => at.push(turn));
  await clock.advance(count * 2_000);
  return at;
}

test("until a call is refused, none waits", async () => {
  const made = aPacer();
  expect(await turns(made, 5)).toEqual([0, 0, 0, 0, 0]);
});

test("after a refusal every call waits and keeps its distance, which doubles up to the widest", async () => {
  const made = aPacer();
  made.pacer.throttled(await made.pacer.turn());
  expect(await turns(made, 3)).toEqual([100, 200, 300]);
  for (let i = 0; i < 6; i++) {
    const turn = made.pacer.turn();
    await made.clock.advance(2_000);
    made.pacer.throttled(await turn);
  }
  const [first = 0, second = 0] = await turns(made, 2);
  expect(second - first).toBe(1_000);
});

test("refusals of calls that were sent together count once", async () => {
  const made = aPacer();
  const together = await Promise.all([made.pacer.turn(), made.pacer.turn(), made.pacer.turn()]);
  await made.clock.advance(1);
  for (const turn of together) made.pacer.throttled(turn);
  expect(await turns(made, 2)).toEqual([101, 201]);
});

test("with answers the distance shrinks until it is gone", async () => {
  const made = aPacer();
  made.pacer.throttled(await made.pacer.turn());
  for (let i = 0; i < 20; i++) made.pacer.answered();
  const [first = 0, ...others] = await turns(made, 3);
  expect(others).toEqual([first, first]);
});

test("no two calls come closer than the distance in force, whatever happens", async () => {
  const steps = fc.array(fc.constantFrom("throttled", "answered", "call"), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(steps, fc.double({ min: 0, max: 0.999, noNaN: true }), async (kinds, jitter) => {
      const { pacer, clock } = aPacer({ random: () => jitter });
      let last = 0;
      let quiet = false;
      for (const kind of kinds) {
        const turn = pacer.turn();
        await clock.advance(2_000);
        const at = await turn;
        if (quiet) expect(at - last).toBeGreaterThanOrEqual(90);
        last = at;
        quiet = kind === "throttled";
        if (kind === "throttled") pacer.throttled(at);
        if (kind === "answered") pacer.answered();
      }
    }),
    { numRuns: 30 },
  );
});

test("it is told at most once a second, with how long all calls wait", async () => {
  const told: number[] = [];
  const { pacer, clock } = aPacer({ onThrottled: (waitMs) => told.push(waitMs) });
  pacer.throttled(0);
  await clock.advance(500);
  pacer.throttled(500);
  await clock.advance(600);
  pacer.throttled(1_100);
  expect(told).toEqual([100, 400]);
});

test("cut off, a call that waits for its turn ends with the reason", async () => {
  const stop = new AbortController();
  const { pacer } = aPacer({ signal: stop.signal });
  pacer.throttled(await pacer.turn());
  const waiting = pacer.turn();
  stop.abort(new Error("lease lost"));
  await expect(waiting).rejects.toThrow("lease lost");
});

test("an account that begins after another was throttled starts with half its distance, and later with none", async () => {
  const clock = new ManualClock();
  const shared = new SharedPace({ clock });
  const { pacer } = aPacer({ clock, shared });
  pacer.throttled(await pacer.turn());
  expect(await turns(aPacer({ clock, shared }), 3)).toEqual([0, 50, 100]);
  await clock.advance(30_000_000);
  expect(shared.startGapMs()).toBeCloseTo(0);
});
