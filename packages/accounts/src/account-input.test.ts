import { expect, test } from "@jest/globals";
import { checkAccountInput } from "./account-input.ts";

const good = {
  id: "210000000001",
  region: "eu-west-1",
  roleArn: "arn:aws:iam::210000000001:role/regatta/Test",
  externalId: "regatta-demo",
};

test.each([
  ["an ordinary account", good],
  ["one of someone's own", { ...good, name: "anna.b" }],
  ["one without external id", { ...good, externalId: undefined }],
  [
    "a GovCloud one",
    { ...good, region: "us-gov-west-1", roleArn: good.roleArn.replace("aws", "aws-us-gov") },
  ],
])("%s is taken", (_, input) => {
  expect(() => checkAccountInput(input)).not.toThrow();
});

test.each([
  ["a short id", { ...good, id: "123" }, 'the id is "123", expected 12 digits'],
  ["a region that is none", { ...good, region: "Ireland" }, 'the region is "Ireland"'],
  ["a role that is none", { ...good, roleArn: "RegattaTest" }, 'the role is "RegattaTest"'],
  [
    "another account's role",
    { ...good, id: "210000000002" },
    "the role belongs to account 210000000001, not to 210000000002",
  ],
  ["a name that reads like an id", { ...good, name: "210000000001" }, 'the name is "210000000001"'],
  ["an empty external id", { ...good, externalId: "" }, "the external id has to be"],
])("%s is refused, saying what is wrong", (_, input, message) => {
  expect(() => checkAccountInput(input)).toThrow(
    expect.objectContaining({ code: "INVALID_ACCOUNT", message: expect.stringContaining(message) }),
  );
});
