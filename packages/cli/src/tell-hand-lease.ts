import { accountKey, type PoolAccount } from "@regatta/accounts";
import { duration } from "./output/duration.ts";

/** What `--json` prints of a lease by hand. */
export interface HandLeaseOutput {
  /** `<id>/<region>`. */
  account: string;
  name?: string;
  lease: { id: string; holder: string; reason: string; expiresAt: string; leftMs: number };
}

/** A lease by hand for programs. @param now the server's time, ms. */
export function handLeaseOutput(account: PoolAccount, now: number): HandLeaseOutput {
  const { lease } = account;
  const expiresAt = lease?.expiresAt ?? 0;
  return {
    account: accountKey(account),
    ...(account.name === undefined ? {} : { name: account.name }),
    lease: {
      id: lease?.id ?? "",
      holder: lease?.holder ?? "",
      reason: lease?.byHand ?? "",
      expiresAt: new Date(expiresAt).toISOString(),
      leftMs: expiresAt - now,
    },
  };
}

/** A lease by hand for people: whose, until when, and what can be done now. */
export function tellHandLease(account: PoolAccount, now: number): string {
  const { lease, account: key } = handLeaseOutput(account, now);
  const left = duration(Math.round(lease.leftMs / 60_000) * 60_000);
  const wasDirty = account.reason === undefined ? "" : `It is as it was found: ${account.reason}.\n`;
  return (
    `${key} is yours for ${left}, until ${lease.expiresAt} (lease ${lease.id}).\n${wasDirty}` +
    "Nothing renews it: then it becomes dirty, and is cleaned.\n" +
    `next: regatta pool shell ${key}      a shell with its session\n` +
    `      regatta pool console ${key}    a link to sign in to the console\n` +
    `      regatta pool hold ${key}       an hour from now\n` +
    `      regatta pool release ${key}    gives it back\n`
  );
}
