import { expect, test } from "@jest/globals";
import type { EnteredAccount } from "@regatta/accounts";
import { ManualClock } from "@regatta/foundation";
import type { AccountClaim } from "./account-claim.ts";
import { personalSource } from "./personal-source.ts";

const ref = { id: "210000000001", region: "eu-west-1" };

/** A source of one account that is claimed, and what the world does to it. */
function sourceOf(account: EnteredAccount, neededMs = 0) {
  const clock = new ManualClock(0);
  const lost = new AbortController();
  const claim = { personal: { name: "anna", account }, runId: "r1", signal: lost.signal } as AccountClaim;
  const source = personalSource({ claim, neededMs, clock });
  return { clock, lost, look: (want = 1) => source.look({ held: 0, want }) };
}

test("the one account is had once at a time, again when it was given back, and not once it is another's", async () => {
  const { look, lost } = sourceOf({ ...ref, roleArn: "arn:aws:iam::210000000001:role/Dev" });
  expect((await look(0)).leases).toEqual([]);
  const [lease] = (await look()).leases;
  expect(lease?.account).toMatchObject({ ...ref, fingerprints: {} });
  expect(await look()).toMatchObject({
    leases: [],
    unavailable: { reason: expect.stringContaining("anna"), mayChange: false },
  });
  expect(await lease?.markDirty("why")).toEqual({ kind: "done" });
  expect((await look()).leases).toHaveLength(1);
  lost.abort(new Error("taken"));
  expect(await lease?.release()).toEqual({ kind: "lost" });
  await expect(look()).rejects.toThrow("taken");
});

test("it is not had again with credentials that end sooner than a file may take, until newer ones are there", async () => {
  const seen = { leftMs: 60_000, newerMs: 60_000, asked: 0 };
  const credentials = {
    left: () => ({ ms: seen.leftMs, lifetimeMs: 3_600_000 }),
    refresh: async () => {
      seen.asked++;
      seen.leftMs = seen.newerMs;
    },
    credentials: () => Promise.reject(new Error("nobody asks")),
    clear: () => undefined,
  };
  const { look, clock } = sourceOf({ ...ref, credentials }, 600_000);
  const [lease] = (await look()).leases;
  expect(seen.asked).toBe(0);
  await lease?.release();
  expect(await look()).toMatchObject({
    leases: [],
    unavailable: { reason: expect.stringContaining("end in 1 min 0 s"), mayChange: true },
  });
  await look();
  expect(seen.asked).toBe(1);
  seen.newerMs = 3_600_000;
  await clock.advance(30_000);
  expect((await look()).leases).toHaveLength(1);
});
