import type { AccountChange, AccountLease, AccountState, PoolAccount } from "@regatta/accounts";

const MINUTE = 60_000;
const SERVICES = 12;

/** How the states are spread; the first few accounts have one each. */
const cycle: readonly AccountState[] = [
  "leased",
  "available",
  "dirty",
  "quarantined",
  "cleaning",
  "disabled",
  ...Array<AccountState>(9).fill("leased"),
  ...Array<AccountState>(5).fill("available"),
];

const reasons: Partial<Record<AccountState, string>> = {
  dirty: "tests/shipping/moves-shipping-7.test.ts timed out after 60 s",
  quarantined: "the bucket of the archive has object lock until 2027",
  disabled: "its budget is blown",
};

/** Accounts of a pool as they are after a busy day, with full histories: for pages. @param now the server's time, ms. */
export function madeUpAccounts(count: number, now: number): PoolAccount[] {
  return Array.from({ length: count }, (_, i) => madeUpAccount(i, now));
}

function madeUpAccount(i: number, now: number): PoolAccount {
  const id = String(210_000_000_001 + i);
  const state = cycle[i % cycle.length] as AccountState;
  const changedAt = now - (1 + ((i * 7) % 13)) * MINUTE;
  const reason = reasons[state];
  const isHeld = state === "leased" || state === "cleaning";
  return {
    id,
    region: "eu-west-1",
    state,
    version: 20,
    roleArn: `arn:aws:iam::${id}:role/RegattaTest`,
    ...(i === 1 ? { name: "anna" } : {}),
    changedAt,
    ...(reason === undefined ? {} : { reason }),
    ...(isHeld ? { lease: leaseOf(i, state, changedAt, now) } : {}),
    fingerprints: i % 9 === 4 ? {} : fingerprintsOf(i % 3),
    failures: state === "quarantined" ? 3 : 0,
    history: historyOf(i, state, changedAt),
  };
}

function leaseOf(i: number, state: AccountState, acquiredAt: number, now: number): AccountLease {
  const common = { id: `l${i}`, epoch: 20, acquiredAt, expiresAt: now + (60 + (i % 50)) * 1000 };
  if (state === "cleaning")
    return { ...common, runId: "clean-77", holder: "cleaner@ci", activity: "deleting 14 of 60 stacks" };
  return {
    ...common,
    runId: `20260131T10${String(10 + (i % 50))}00-x7k2aa`,
    holder: `https://ci.example.com/shop/${1800 + (i % 9)}`,
    activity: i % 4 === 0 ? "deploying payments, 8 of 12" : `tests/orders/places-order-${i % 30}.test.ts`,
  };
}

function fingerprintsOf(kind: number): Record<string, string> {
  const entries = Array.from({ length: SERVICES }, (_, n) => [`service-${n}`, `${kind}${n % 10}`.repeat(32)]);
  return Object.fromEntries(entries);
}

// The last of them led to where the account is now.
function historyOf(i: number, state: AccountState, changedAt: number): AccountChange[] {
  const earlier = Array.from({ length: 9 }, (_, n): AccountChange => {
    const isLeased = n % 2 === 1;
    return {
      id: `c${i}-${n}`,
      at: changedAt - (9 - n) * (8 + ((i * 3 + n * 5) % 17)) * MINUTE,
      by: "https://ci.example.com/shop/1800",
      state: isLeased ? "leased" : "available",
      why: isLeased ? "leased by run 20260131T101500-x7k2aa" : "every file it took finished",
    };
  });
  const inOrder = earlier.sort((a, b) => a.at - b.at);
  return [
    ...inOrder,
    { id: `c${i}`, at: changedAt, by: "ada@desk", state, why: reasons[state] ?? "as it is" },
  ];
}
