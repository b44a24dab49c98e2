import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { accountKey, type PoolAccount } from "../account.ts";
import { chooseAccounts } from "./choose-accounts.ts";

const services = ["orders", "payments", "users"];
const fingerprint = fc.constantFrom("a", "b");
const fingerprints = fc.dictionary(fc.constantFrom(...services), fingerprint);
const state = fc.constantFrom("available", "leased", "dirty", "cleaning", "quarantined", "disabled");
const pool = fc
  .array(fc.tuple(state, fingerprints), { maxLength: 12 })
  .map((entries) => entries.map(([is, has], i) => account(i, is as PoolAccount["state"], has)));

function account(n: number, is: PoolAccount["state"], has: Record<string, string> = {}): PoolAccount {
  const id = String(210_000_000_000 + n);
  return {
    id,
    region: "eu-west-1",
    state: is,
    version: 1,
    roleArn: `arn:aws:iam::${id}:role/RegattaTest`,
    changedAt: 0,
    failures: 0,
    fingerprints: has,
    history: [],
  };
}

function missing(has: Readonly<Record<string, string>>, wanted: Record<string, string>): number {
  return Object.keys(wanted).filter((service) => has[service] !== wanted[service]).length;
}

test("exactly the available accounts that are not excluded are chosen, least deploying first", () => {
  fc.assert(
    fc.property(
      pool,
      fingerprints,
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (all, wanted, stream) => {
        const exclude = all.slice(0, 2).map((one, i) => (i === 0 ? accountKey(one) : one.id));
        const random = () => stream.next().value as number;
        const chosen = chooseAccounts(all, { wanted, exclude, random });
        const expected = all.slice(2).filter((one) => one.state === "available");
        expect(new Set(chosen)).toEqual(new Set(expected));
        const costs = chosen.map((one) => missing(one.fingerprints, wanted));
        expect(costs).toEqual([...costs].sort((a, b) => a - b));
      },
    ),
  );
});

test("equals come in the order of the random source, so that runs do not all try the same account", () => {
  const all = [account(1, "available"), account(2, "available"), account(3, "available")];
  const draws = [0.9, 0.1, 0.5].values();
  const chosen = chooseAccounts(all, { random: () => draws.next().value ?? 0 });
  expect(chosen.map(({ id }) => id)).toEqual(["210000000002", "210000000003", "210000000001"]);
});
