import type { Clock } from "@regatta/foundation";
import { duration } from "@regatta/run-log";
import type { AccountSource, Found } from "../fleet/account-source.ts";
import type { AccountClaim } from "./account-claim.ts";
import { PersonalLease } from "./personal-lease.ts";

export interface PersonalSourceOptions {
  claim: AccountClaim;
  /** How long credentials have to be good for when the account is taken again, ms. */
  neededMs: number;
  clock: Clock;
}

// A profile may start a program each time.
const ASK_AGAIN_MS = 30_000;

/**
 * The one account that was claimed, to be had again when it was given back. It is given back before the end of the run
 * where its credentials are about to end and newer ones were not to be had, so it is not had again before they are.
 */
export function personalSource({ claim, neededMs, clock }: PersonalSourceOptions): AccountSource {
  const { account } = claim.personal;
  let isTaken = false;
  let wasTaken = false;
  let askedAt = Number.NEGATIVE_INFINITY;

  /** @throws RegattaError as the credentials: nobody waits for a login that is over. */
  async function endsInMs(): Promise<number> {
    if (!("credentials" in account)) return Number.POSITIVE_INFINITY;
    if (account.credentials.left().ms < neededMs && clock.monotonic() - askedAt >= ASK_AGAIN_MS) {
      askedAt = clock.monotonic();
      await account.credentials.refresh();
    }
    return account.credentials.left().ms;
  }

  return {
    async look({ want }) {
      // Whoever took it over has it now.
      claim.signal.throwIfAborted();
      if (want <= 0 || isTaken) return found({ unavailable: onlyOne(claim) });
      const leftMs = wasTaken ? await endsInMs() : neededMs;
      if (leftMs < neededMs) return found({ unavailable: endsSoon(claim, leftMs) });
      isTaken = true;
      wasTaken = true;
      const free = () => {
        isTaken = false;
      };
      return found({ leases: [new PersonalLease(claim, free)] });
    },
    async leave() {},
  };
}

function found(what: Partial<Found>): Found {
  return { leases: [], surplus: 0, line: [], accounts: [], ...what };
}

function onlyOne({ personal: { name } }: AccountClaim): NonNullable<Found["unavailable"]> {
  return {
    reason: `the account "${name}" is the only one this run may use`,
    nextStep: "See above why it could not be used, and run again.",
    mayChange: false,
  };
}

function endsSoon({ personal: { name } }: AccountClaim, leftMs: number): NonNullable<Found["unavailable"]> {
  return {
    reason: `the credentials for "${name}" end in ${duration(leftMs)}, and newer ones are not to be had`,
    nextStep: "Renew them (log in again, or in a new shell), or run again with credentials that last longer.",
    mayChange: true,
  };
}
