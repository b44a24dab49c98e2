import { expect, test } from "@jest/globals";
import { workerEnvironment } from "./worker-environment.ts";

test("what globalSetup set reaches the worker; credentials are the account's alone", () => {
  const account = { AWS_REGION: "eu-west-1", REGATTA_ACCOUNT_ID: "210000000001", PATH: "/bin" };
  const jest = {
    PATH: "/bin",
    SEEDED: "yes",
    AWS_REGION: "us-east-1",
    AWS_PROFILE: "mine",
    REGATTA_RUN_ID: "other",
  };
  expect(workerEnvironment(account, jest, 3)).toEqual({
    ...account,
    SEEDED: "yes",
    JEST_WORKER_ID: "3",
  });
});
