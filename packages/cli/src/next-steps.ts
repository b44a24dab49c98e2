import { accountKey, type PoolAccount } from "@regatta/accounts";

/** Something to do with an account in the state it is in. */
export interface NextStep {
  command: string;
  /** What it does; begins in lower case. */
  what: string;
}

/** What can be done with an account now, the most likely first. @param now the server's time, ms. */
export function nextSteps(account: PoolAccount, now: number): NextStep[] {
  const name = account.name ?? accountKey(account);
  const of = (command: string, what: string): NextStep => ({
    command: `regatta ${command.replace("<>", name)}`,
    what,
  });
  const clean = of("clean <>", "clean it, so that it becomes available");
  const hold = of("pool hold <> --for 1h", "keep it as it is for an hour, to look into it");
  const shell = of("pool shell <>", "a shell with its session, for whoever holds it");
  const disable = of('pool disable <> --reason "…"', "take it out of use until it is enabled again");
  const remove = of("pool remove <>", "take it out of the pool for good");
  switch (account.state) {
    case "available":
      return [of("pool lease <> --for 1h", "have it for an hour, by hand"), disable, remove];
    case "leased":
      if (account.lease && account.lease.expiresAt < now)
        return [of("clean", "ends leases that ran out, and cleans the accounts")];
      if (account.lease?.byHand !== undefined)
        return [
          of("pool release <>", "give it back"),
          of("pool hold <> --for 1h", "keep it for an hour from now"),
          shell,
        ];
      return [
        of("pool status --watch", "see what is done there"),
        of('pool release <> --force "…"', "take it away from whoever holds it: it is dirty then"),
      ];
    case "cleaning":
      return [of("pool status --watch", "see what is done there")];
    case "dirty":
      return [clean, hold, disable, remove];
    case "quarantined":
      return [
        of("pool reset <>", "give it to the cleaner again, once what is wrong is mended"),
        hold,
        remove,
      ];
    case "disabled":
      return [of("pool enable <>", `put it back, as ${account.disabledFrom ?? "dirty"}`), remove];
  }
}
