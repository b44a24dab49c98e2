import type { AccountSource } from "../fleet/account-source.ts";
import type { AccountClaim } from "./account-claim.ts";
import { PersonalLease } from "./personal-lease.ts";

/** The one account that was claimed, to be had again when it was given back. */
export function personalSource(claim: AccountClaim): AccountSource {
  let isTaken = false;
  const free = () => {
    isTaken = false;
  };
  return {
    async look({ want }) {
      // Whoever took it over has it now.
      claim.signal.throwIfAborted();
      const nothing = { leases: [], surplus: 0, line: [], accounts: [], unavailable: onlyOne(claim) };
      if (want <= 0 || isTaken) return nothing;
      isTaken = true;
      return { ...nothing, leases: [new PersonalLease(claim, free)] };
    },
    async leave() {},
  };
}

function onlyOne({ personal: { name } }: AccountClaim) {
  return {
    reason: `the account "${name}" is the only one this run may use`,
    nextStep: "See above why it could not be used, and run again.",
  };
}
