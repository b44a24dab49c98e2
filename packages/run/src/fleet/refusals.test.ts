import { expect, test } from "@jest/globals";
import { AccountRecord } from "./account-record.ts";
import type { LeasedAccount } from "./leased-account.ts";
import { Refusals } from "./refusals.ts";

const refusing = () => ({ record: new AccountRecord() }) as LeasedAccount;

test("an account that refuses while another lets us in is set aside with the reason, whichever comes first", () => {
  const refusals = new Refusals();
  const [first, second] = [refusing(), refusing()];
  refusals.add(first, "no");
  expect(refusals.settle()).toEqual([]);
  refusals.letIn();
  expect(refusals.settle()).toEqual([first]);
  refusals.add(second, "AccessDenied\nby STS");
  expect(refusals.settle()).toEqual([second]);
  const reason = "its session could not be opened: AccessDenied";
  expect(second.record.verdict()).toEqual({ kind: "dirty", reason });
  expect(refusals.failure).toBeUndefined();
});

test("when nobody lets us in the fault is ours: after three it is enough, and all go back as they were", () => {
  const refusals = new Refusals();
  const accounts = [refusing(), refusing(), refusing()];
  for (const account of accounts) {
    expect(refusals.areTooMany).toBe(false);
    refusals.add(account, "no");
  }
  expect(refusals.areTooMany).toBe(true);
  expect(refusals.settle({ atEnd: true })).toEqual(accounts);
  for (const { record } of accounts) expect(record.verdict()).toEqual({ kind: "available" });
  expect(refusals.failure).toMatchObject({ code: "SESSION_REFUSED" });
});
