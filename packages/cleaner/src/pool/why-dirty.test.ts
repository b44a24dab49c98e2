import { expect, test } from "@jest/globals";
import type { AccountChange, AccountState } from "@regatta/accounts";
import { whyDirty } from "./why-dirty.ts";

const changes = (...states: AccountState[]): AccountChange[] =>
  states.map((state, at) => ({ id: `${at}`, at, by: "x", state, why: `${state} ${at}` }));

test("an account is dirty for what made it so last, and not for what cleanings said of it since", () => {
  const history = changes(
    "available",
    "leased",
    "dirty",
    "cleaning",
    "dirty",
    "cleaning",
    "quarantined",
    "dirty",
  );
  expect(whyDirty({ history })).toEqual({ reason: "dirty 2", since: 2 });
  const twice = changes("leased", "dirty", "cleaning", "available", "leased", "dirty");
  expect(whyDirty({ history: twice })).toEqual({ reason: "dirty 5", since: 5 });
  expect(whyDirty({ history: changes("dirty", "cleaning", "dirty") })).toBeUndefined();
  expect(whyDirty({ history: [] })).toBeUndefined();
});
