import { systemClock } from "@regatta/foundation";
import { CallPacer } from "../pace/call-pacer.ts";
import type { PrepareAccountOptions } from "./prepare-account-options.ts";

/** The pacer of one account, in the measure of its looks at stacks: where those come often, its waits are short too. */
export function accountPacer(options: PrepareAccountOptions): CallPacer {
  const { clock = systemClock, pollMs = 1_000, signal, pace, onEvent } = options;
  return new CallPacer({
    clock,
    signal,
    firstGapMs: pollMs / 10,
    maxGapMs: pollMs,
    ...(pace && { shared: pace }),
    onThrottled: (waitMs) => onEvent({ kind: "deploy-throttled", waitMs }),
  });
}
