import type { AccountContext } from "../account/account-context.ts";

/** The longest wait between two looks, ms. */
const longestGapMs = 15_000;

/**
 * Asks again and again, ever more seldom, until the answer is yes.
 * @param timeoutMs how long at most.
 * @returns whether it came to be; false when it did not in time. @throws what `done` throws; the signal's reason.
 */
export async function until(
  { clock, signal, pollMs }: Pick<AccountContext, "clock" | "signal" | "pollMs">,
  timeoutMs: number,
  done: () => Promise<boolean>,
): Promise<boolean> {
  const giveUpAt = clock.monotonic() + timeoutMs;
  for (let gapMs = pollMs; !(await done()); gapMs = Math.min(gapMs * 1.5, longestGapMs)) {
    if (clock.monotonic() >= giveUpAt) return false;
    await clock.sleep(gapMs, signal);
  }
  return true;
}
