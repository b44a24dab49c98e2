import type { PoolAccount } from "@regatta/accounts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** The server's time in these samples. */
export const NOW = Date.parse("2026-03-04T12:00:00Z");

/** The n-th account of a pool: available, unless said otherwise. */
export function poolAccount(n: number, change: Partial<PoolAccount> = {}): PoolAccount {
  const id = String(210_000_000_000 + n);
  return {
    id,
    region: "eu-west-1",
    state: "available",
    version: 7,
    roleArn: `arn:aws:iam::${id}:role/RegattaTest`,
    changedAt: NOW - 2 * HOUR,
    fingerprints: { orders: "aa11", base: "bb22" },
    failures: 0,
    history: [
      { id: `h${n}`, at: NOW - 2 * HOUR, by: "ada@desk", state: "available", why: "added to the pool" },
    ],
    ...change,
  };
}

/** A lease of run r1 with 4 minutes left. */
export const lease = {
  id: "l1",
  holder: "https://circleci.com/gh/shop/api/1812",
  runId: "r1",
  epoch: 7,
  acquiredAt: NOW - 3 * MINUTE,
  expiresAt: NOW + 4 * MINUTE,
  activity: "checkout.test.ts",
};
