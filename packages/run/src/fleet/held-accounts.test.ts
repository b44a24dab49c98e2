import { expect, test } from "@jest/globals";
import type { TellLimit } from "@regatta/accounts";
import { ManualClock } from "@regatta/foundation";
import type { AccountSurroundings } from "./account-surroundings.ts";
import type { FleetUser } from "./fleet-user.ts";
import { HeldAccounts } from "./held-accounts.ts";
import type { HeldLease } from "./held-lease.ts";

const KEY = "210000000001/eu-west-1";

/** A lease nobody took anywhere; its account is protected, so that nothing is asked of AWS. */
function heldForTest() {
  const said: unknown[] = [];
  let tell: TellLimit = () => undefined;
  const lease = {
    account: { id: "210000000001", region: "eu-west-1", roleArn: "", fingerprints: {} },
    id: "lease-1",
    epoch: 1,
    signal: new AbortController().signal,
    doing: () => undefined,
    startHeartbeat: () => undefined,
    watchLimit: (given: TellLimit) => {
      tell = given;
    },
    release: async () => ({ kind: "done" }),
    markDirty: async () => ({ kind: "done" }),
  } satisfies HeldLease;
  const around = {
    clock: new ManualClock(),
    log: { append: (event: { kind: string }) => said.push(event) },
    protectedAccounts: [KEY],
    deploy: { graph: { order: [] } },
  } as unknown as AccountSurroundings;
  const user = {
    taken: () => undefined,
    gone: () => undefined,
    limited: (account, endsInMs) => said.push([account, endsInMs]),
  } satisfies Partial<FleetUser>;
  const held = new HeldAccounts({ user: user as unknown as FleetUser, around, onChange: () => undefined });
  held.take(lease);
  said.length = 0;
  return { held, said, tell: (...limit: Parameters<TellLimit>) => tell(...limit) };
}

test("a lease in trouble is an event and told to who uses the account, and so is the end of it", async () => {
  const { held, said, tell } = heldForTest();
  const limit = { endsInMs: 60_000, reason: "its lease could not be renewed: no route" };
  tell(limit);
  tell(undefined);
  expect(said).toEqual([
    { kind: "account-limit", account: KEY, ...limit },
    [KEY, 60_000],
    { kind: "account-limit", account: KEY },
    [KEY, undefined],
  ]);
  await held.end(0);
  said.length = 0;
  tell(limit);
  expect(said).toEqual([]);
});
