import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { type Pause, withTimeLimit } from "./with-time-limit.ts";

function limited(work: (signal: AbortSignal, pause: Pause) => Promise<unknown>) {
  const clock = new ManualClock();
  const stop = new AbortController();
  const end = withTimeLimit(
    { clock, limitMs: 1_000, signal: stop.signal, onTimeUp: () => new Error("time is up") },
    work,
  );
  return { clock, stop, end };
}

/** Ends only when aborted, as a cancelled call does: with an error that does not say why. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("AbortError")), { once: true });
  });
}

test("work in time gives its result and leaves no timer", async () => {
  const { clock, end } = limited(async () => "done");
  expect(await end).toBe("done");
  expect(clock.sleeping).toBe(0);
});

test("when time is up the work is aborted, and that is the error", async () => {
  const { clock, end } = limited(untilAborted);
  const outcome = expect(end).rejects.toThrow("time is up");
  await clock.advance(1_000);
  await outcome;
});

test("when the outer signal aborts, its reason is the error", async () => {
  const { stop, end, clock } = limited(untilAborted);
  stop.abort(new Error("interrupted"));
  await expect(end).rejects.toThrow("interrupted");
  expect(clock.sleeping).toBe(0);
});

test("time in which the work has paused the limit does not count, however many pause it", async () => {
  const goOn: Array<() => void> = [];
  const { clock, end } = limited((signal, pause) => {
    goOn.push(pause(), pause());
    return untilAborted(signal);
  });
  let ended = false;
  const outcome = expect(end.finally(() => (ended = true))).rejects.toThrow("time is up");
  await clock.advance(5_000);
  goOn[0]?.();
  goOn[0]?.();
  await clock.advance(5_000);
  goOn[1]?.();
  await clock.advance(999);
  expect([ended, clock.sleeping]).toEqual([false, 1]);
  await clock.advance(1);
  await outcome;
});
