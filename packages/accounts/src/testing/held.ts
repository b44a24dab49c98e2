import { ManualClock } from "@regatta/foundation";
import type { PoolAccount } from "../account.ts";
import { HeldAccount } from "../lease/held-account.ts";
import type { RenewOutcome } from "../pool/renew-lease.ts";

type Answer = RenewOutcome | Error | "hang";

/** A lease of `durationMs` without a table: what each renewal comes to is told by `answer`. */
export function heldForTest(durationMs: number, answer: (n: number) => Answer) {
  const clock = new ManualClock(1_700_000_000_000);
  const renewals: number[] = [];
  const held = new HeldAccount({
    account,
    leaseId: "lease-1",
    epoch: 2,
    durationMs,
    sentAt: 0,
    leftMs: durationMs,
    clock,
    random: () => 0.5,
    renew: async ({ signal }) => {
      renewals.push(clock.monotonic());
      const given = answer(renewals.length);
      if (given === "hang") return aborted(signal);
      if ("kind" in given) return given;
      throw given;
    },
  });
  return { held, clock, renewals };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

export const account: PoolAccount = {
  id: "210000000001",
  region: "eu-west-1",
  state: "leased",
  version: 2,
  roleArn: "arn:aws:iam::210000000001:role/RegattaTest",
  changedAt: 0,
  failures: 0,
  fingerprints: {},
  history: [],
};
