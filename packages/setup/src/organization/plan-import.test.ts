import { expect, test } from "@jest/globals";
import type { PoolAccount } from "@regatta/accounts";
import { type ImportRequest, planImport } from "./plan-import.ts";

const MANAGEMENT = "100000000000";
const CALLER = "100000000001";
const PROTECTED = "100000000002";
const id = (n: number) => String(210_000_000_000 + n);
const inPool = (n: number, change: Partial<PoolAccount> = {}) =>
  ({ id: id(n), region: "eu-west-1", state: "available", ...change }) as PoolAccount;
const active = (account: string) => ({ id: account, name: `account ${account}`, state: "ACTIVE" });

function plan(
  accounts: ImportRequest["organization"]["accounts"],
  pool: PoolAccount[],
  regions = ["eu-west-1"],
) {
  return planImport({
    organization: { parent: "ou-x", units: 1, accounts, management: MANAGEMENT, caller: CALLER },
    pool,
    regions,
    protectedAccounts: [PROTECTED],
    roleArn: (account) => `arn:aws:iam::${account.id}:role/Test`,
    externalId: "ours",
  });
}

test("accounts the pool does not have are added, in every region", () => {
  const { add, missing, unchanged } = plan(
    [active(id(1)), active(id(2))],
    [inPool(1)],
    ["eu-west-1", "us-east-1"],
  );
  expect(
    add.map((account) => `${account.id}/${account.region} ${account.roleArn} ${account.externalId}`),
  ).toEqual([
    `${id(1)}/us-east-1 arn:aws:iam::${id(1)}:role/Test ours`,
    `${id(2)}/eu-west-1 arn:aws:iam::${id(2)}:role/Test ours`,
    `${id(2)}/us-east-1 arn:aws:iam::${id(2)}:role/Test ours`,
  ]);
  expect({ missing, unchanged }).toEqual({ missing: [], unchanged: 1 });
});

test("the management account, one's own, protected ones and those that are not active are never added", () => {
  const closing = { ...active(id(3)), state: "PENDING_CLOSURE" };
  const { add, leftOut } = plan([active(MANAGEMENT), active(CALLER), active(PROTECTED), closing], []);
  expect(add).toEqual([]);
  expect(leftOut.map(({ reason }) => reason)).toEqual([
    "the organization's management account",
    "the account you are in, which has the pool's table",
    "protected by accounts.protected",
    "it is pending closure",
  ]);
});

test("accounts that left, or cannot be used, are missing; those with a name, and those disabled already, are not", () => {
  const pool = [
    inPool(1),
    inPool(2),
    inPool(3, { name: "anna" }),
    inPool(4, { state: "disabled", reason: "over budget" }),
    inPool(5, { region: "us-east-1" }),
  ];
  const { missing, unchanged } = plan([{ ...active(id(2)), state: "SUSPENDED" }, active(id(5))], pool);
  expect(missing.map(({ account, reason }) => `${account.id}: ${reason}`)).toEqual([
    `${id(1)}: not in the organization's unit ou-x any more`,
    `${id(2)}: not in the organization's unit ou-x as an active account: it is suspended`,
  ]);
  expect(unchanged).toBe(3);
});

test("one that an import had disabled, and that is there again, is told and left to a person", () => {
  const [reason] = plan([], [inPool(1)]).missing.map((missing) => missing.reason);
  const disabled = inPool(1, { state: "disabled", reason: reason ?? "" });
  const again = plan([active(id(1))], [disabled, inPool(2, { state: "disabled", reason: "over budget" })]);
  expect(again.back).toEqual([disabled]);
  expect(again.add).toMatchObject([]);
});
