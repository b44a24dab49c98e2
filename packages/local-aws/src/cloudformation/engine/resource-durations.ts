import type { LocalAwsMetadata } from "./local-aws-metadata.ts";

/** How long an action on a resource takes, ms, in its two parts. */
export interface ResourceDurations {
  /** Until its configuration is applied: all that an express operation waits for. */
  configureMs: number;
  /** From then until it is usable. */
  stabiliseMs: number;
}

/**
 * Splits the time an action takes.
 * @param options.wholeMs what it takes unless the template says otherwise.
 * @param options.stabiliseShare 0 to 1: how much of it is stabilising unless the template says otherwise.
 * @param account the stack's: what the template says may hold in some accounts only.
 */
export function resourceDurations(
  { durationMs, stabiliseMs, accounts }: LocalAwsMetadata,
  options: { wholeMs: number; stabiliseShare: number },
  account: string,
): ResourceDurations {
  const isTold = accounts?.includes(account) ?? true;
  const whole = (isTold ? durationMs : undefined) ?? options.wholeMs;
  const stabilise = (isTold ? stabiliseMs : undefined) ?? whole * options.stabiliseShare;
  return { configureMs: Math.max(0, whole - stabilise), stabiliseMs: stabilise };
}
