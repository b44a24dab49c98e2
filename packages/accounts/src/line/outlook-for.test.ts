import { expect, test } from "@jest/globals";
import type { PoolAccount } from "../account.ts";
import { outlookFor } from "./outlook-for.ts";

const account = (id: string) =>
  ({ id, region: "eu-west-1", state: "available", changedAt: 0, history: [] }) as unknown as PoolAccount;

test("who begins gets no account that it excludes, although nobody else is due it", () => {
  const accounts = [account("210000000001"), account("210000000002")];
  const asked = { accounts, line: [], now: 0, minimum: 1, maximum: 2, priority: 0, want: 2 };
  expect(outlookFor(asked).now).toBe(2);
  expect(outlookFor({ ...asked, exclude: ["210000000001/eu-west-1"] }).now).toBe(1);
  expect(outlookFor({ ...asked, exclude: ["210000000001", "210000000002"] }).now).toBe(0);
});
