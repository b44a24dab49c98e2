import { expect, test } from "@jest/globals";
import { AccountRecord } from "./account-record.ts";

test("an account nothing was done in is available", () => {
  expect(new AccountRecord().verdict()).toEqual({ kind: "available" });
});

test("an account whose files all ended is available", () => {
  const record = new AccountRecord();
  record.deployStarted();
  record.prepared();
  record.fileStarted("a.test.ts");
  record.fileEnded("a.test.ts");
  expect(record.verdict()).toEqual({ kind: "available" });
});

test("a deploy under way makes it dirty", () => {
  const record = new AccountRecord();
  record.deployStarted();
  expect(record.verdict()).toEqual({ kind: "dirty", reason: "a deploy was cut off" });
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
