import { expect, test } from "@jest/globals";
import type { PoolAccount } from "@regatta/accounts";
import { findAccount, findAccounts } from "./find-accounts.ts";

const [first, second, elsewhere, annas] = [
  { id: "210000000001", region: "eu-west-1" },
  { id: "210000000002", region: "eu-west-1" },
  { id: "210000000002", region: "us-east-1" },
  { id: "345678901234", region: "eu-west-1", name: "anna" },
] as PoolAccount[];
const pool = [first, second, elsewhere, annas] as PoolAccount[];

test("accounts are named by id, by id and region, or by name, and each is found once", () => {
  expect(findAccounts(pool, ["anna", "210000000001", "210000000001/eu-west-1"])).toEqual([annas, first]);
  expect(findAccounts(pool, ["210000000002"])).toEqual([second, elsewhere]);
  expect(findAccounts(pool, ["210000000002/us-east-1"])).toEqual([elsewhere]);
});

test("every name that is unknown is told, with what was likely meant", () => {
  expect(() => findAccounts(pool, ["ana", "210000000001", "nobody-at-all"])).toThrow(
    expect.objectContaining({
      code: "ACCOUNT_NOT_FOUND",
      message: expect.stringMatching(/no account "ana"; did you mean "anna"\? .*"nobody-at-all"\.$/),
    }),
  );
});

test("where one account is meant, an id with several regions is refused", () => {
  expect(findAccount(pool, "anna")).toBe(annas);
  expect(() => findAccount(pool, "210000000002")).toThrow(
    expect.objectContaining({
      code: "ACCOUNT_AMBIGUOUS",
      message: expect.stringContaining("210000000002/eu-west-1, 210000000002/us-east-1"),
    }),
  );
});
