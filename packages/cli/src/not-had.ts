import { accountKey, leaseHolder, type PoolAccount } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";

/** Why somebody cannot have an account by hand, and what they can do about it. */
export function notHad(account: PoolAccount): RegattaError {
  const key = accountKey(account);
  const { state, lease, reason } = account;
  const until = lease ? `, until ${new Date(lease.expiresAt).toISOString()}` : "";
  const who = lease ? ` by ${leaseHolder(lease)}${until}` : reason === undefined ? "" : ` (${reason})`;
  return new RegattaError(`The account ${key} is ${state}${who}; it was not changed.`, {
    code: "ACCOUNT_BUSY",
    source: "user",
    account: key,
    nextStep: nextStepOf(account),
  });
}

function nextStepOf(account: PoolAccount): string {
  const key = accountKey(account);
  switch (account.state) {
    case "available":
      return "A run that waits in line comes first: try again, or take another account.";
    case "dirty":
    case "quarantined":
      return `Keep it as it is, and work in it, with \`regatta pool hold ${key}\`.`;
    case "disabled":
      return `Put it back into use with \`regatta pool enable ${key}\` first.`;
    case "cleaning":
      return "Wait until it was cleaned.";
    case "leased":
      return account.lease?.byHand === undefined
        ? "Runs started with --hold-failed keep accounts for you in which a file failed; " +
            `\`regatta pool release ${key} --force <reason>\` takes this one away from its run.`
        : `Take it over with \`regatta pool hold ${key} --take-over\`.`;
  }
}
