import { expect, test } from "@jest/globals";
import { AccountRecord } from "./account-record.ts";

test("an account nothing was done in is available", () => {
  expect(new AccountRecord().verdict()).toEqual({ kind: "available" });
});

test("an account whose files all ended is available", () => {
  const record = new AccountRecord();
  record.deployStarted("orders");
  record.prepared();
  record.fileStarted("a.test.ts");
  record.fileEnded("a.test.ts");
  expect(record.verdict()).toEqual({ kind: "available" });
});

test("a deploy under way makes it dirty, and no longer than it is", () => {
  const record = new AccountRecord();
  record.deployStarted("base");
  record.deployStarted("orders");
  record.deployEnded("base");
  expect(record.verdict()).toEqual({ kind: "dirty", reason: "the deploy of orders was cut off" });
  record.deployEnded("orders");
  // Others may still be built, which touches nothing there.
  expect(record.verdict()).toEqual({ kind: "available" });
});

test("a deploy that failed makes it dirty, unless it turns out to have touched nothing", () => {
  const record = new AccountRecord();
  record.deployStarted("orders");
  record.deployFailed("orders");
  record.deployFailed("never begun");
  expect(record.verdict()).toEqual({ kind: "dirty", reason: "the deploy of orders failed" });
  record.prepared();
  expect(record.verdict()).toEqual({ kind: "available" });
});

test("a file under way makes it dirty, by name", () => {
  const record = new AccountRecord();
  record.prepared();
  record.fileStarted("a.test.ts");
  expect(record.verdict()).toEqual({ kind: "dirty", reason: "a.test.ts was cut off" });
});

test("the first incident is the reason", () => {
  const record = new AccountRecord();
  record.incident("a.test.ts timed out");
  record.incident("b.test.ts crashed its worker");
  expect(record.verdict()).toEqual({ kind: "dirty", reason: "a.test.ts timed out" });
});

test("what is under way is told in a few words", () => {
  const record = new AccountRecord();
  const told = [record.activity(3)];
  const then = (change: () => void) => {
    change();
    told.push(record.activity(3));
  };
  then(() => record.deployStarted("base"));
  then(() => record.deployStarted("orders"));
  then(() => record.deployEnded("base"));
  then(() => record.prepared());
  then(() => record.fileStarted("checkout.test.ts"));
  then(() => record.fileStarted("refunds.test.ts"));
  record.fileEnded("checkout.test.ts");
  then(() => record.fileEnded("refunds.test.ts"));
  expect(told).toEqual([
    "getting ready (0 of 3 up)",
    "deploying base (0 of 3 up)",
    "deploying base and 1 more (0 of 3 up)",
    "deploying orders (1 of 3 up)",
    "idle",
    "checkout.test.ts",
    "checkout.test.ts and 1 more",
    "waiting for its next file",
  ]);
});

test("a suspect account is dirty with the files named, whatever else happened; one whose data was half cleaned is too", () => {
  const record = new AccountRecord();
  record.prepared();
  record.dataCleaningStarted();
  expect([record.activity(1), record.verdict()]).toEqual([
    "cleaning its data",
    { kind: "dirty", reason: "cleaning its data was cut off" },
  ]);
  record.dataCleaned();
  expect(record.verdict()).toEqual({ kind: "available" });
  record.incident("a.test.ts crashed its worker");
  record.suspect(["a.test.ts", "b.test.ts"]);
  expect(record.verdict()).toEqual({
    kind: "dirty",
    reason: "suspect: failed here and passed in another account: a.test.ts, b.test.ts",
  });
});
