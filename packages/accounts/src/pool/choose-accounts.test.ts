import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { accountKey, type PoolAccount } from "../account.ts";
import { chooseAccounts } from "./choose-accounts.ts";

const state = fc.constantFrom("available", "leased", "dirty", "cleaning", "quarantined", "disabled");
const name = fc.option(fc.constantFrom("anna", "ben"), { nil: undefined, freq: 2 });
const pool = fc
  .array(fc.tuple(state, name), { maxLength: 12 })
  .map((entries) => entries.map(([is, name], i) => account(i, is as PoolAccount["state"], name)));
const costs = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 });
const draws = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));

function account(n: number, is: PoolAccount["state"], name?: string): PoolAccount {
  const id = String(210_000_000_000 + n);
  return {
    id,
    region: "eu-west-1",
    state: is,
    version: 1,
    roleArn: `arn:aws:iam::${id}:role/RegattaTest`,
    changedAt: 0,
    failures: 0,
    fingerprints: {},
    history: [],
    ...(name === undefined ? {} : { name }),
  };
}

test("exactly the available accounts that are nobody's own and not excluded are chosen, the cheapest first", () => {
  fc.assert(
    fc.property(pool, costs, draws, (all, cost, stream) => {
      const exclude = all.slice(0, 2).map((one, i) => (i === 0 ? accountKey(one) : one.id));
      const costOf = (one: PoolAccount) => cost[all.indexOf(one)] ?? 0;
      const chosen = chooseAccounts(all, { costOf, exclude, random: () => stream.next().value as number });
      const expected = all.slice(2).filter((one) => one.state === "available" && one.name === undefined);
      expect(new Set(chosen)).toEqual(new Set(expected));
      expect(chosen).toHaveLength(expected.length);
      const paid = chosen.map(costOf);
      expect(paid).toEqual([...paid].sort((a, b) => a - b));
    }),
  );
});

test("an account of someone's own is chosen when asked for, dirty too; one of the pool only when it is available", () => {
  fc.assert(
    fc.property(pool, fc.constantFrom("key", "id", "name"), (all, by) => {
      for (const one of all) {
        const only = { key: accountKey(one), id: one.id, name: one.name ?? "nobody" }[by];
        const chosen = chooseAccounts(all, { only: [only], random: () => 0 });
        const isFree = one.state === "available" || (one.name !== undefined && one.state === "dirty");
        const isAskedFor = by !== "name" || one.name !== undefined;
        expect(chosen.includes(one)).toBe(isFree && isAskedFor);
        if (by !== "name") expect(chosen.length).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("equals come in the order of the random source, so that runs do not all try the same account", () => {
  const all = [account(1, "available"), account(2, "available"), account(3, "available")];
  const draws = [0.9, 0.1, 0.5].values();
  const chosen = chooseAccounts(all, { random: () => draws.next().value ?? 0 });
  expect(chosen.map(({ id }) => id)).toEqual(["210000000002", "210000000003", "210000000001"]);
});
