import { expect, test } from "@jest/globals";
import { workerEnvironment } from "./worker-environment.ts";

test("what globalSetup set or took out reaches the worker; credentials are the account's alone", () => {
  const account = {
    AWS_REGION: "eu-west-1",
    REGATTA_ACCOUNT_ID: "210000000001",
    PATH: "/bin",
    TAKEN_OUT: "1",
  };
  const jest = {
    PATH: "/bin",
    SEEDED: "yes",
    AWS_REGION: "us-east-1",
    AWS_PROFILE: "mine",
    REGATTA_RUN_ID: "other",
  };
  expect(workerEnvironment(account, jest, 3)).toEqual({
    AWS_REGION: "eu-west-1",
    REGATTA_ACCOUNT_ID: "210000000001",
    PATH: "/bin",
    SEEDED: "yes",
    JEST_WORKER_ID: "3",
  });
});
