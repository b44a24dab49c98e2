import { expect, test } from "@jest/globals";
import { RegattaError } from "@regatta/foundation";
import { toRegattaError } from "./aws-error.ts";

const call = { action: "dynamodb:UpdateItem", target: "table regatta", account: "210000000001/eu-west-1" };

test.each([
  [{ name: "ResourceNotFoundException" }, "TABLE_NOT_FOUND", "regatta pool init"],
  [{ name: "CredentialsProviderError" }, "NO_CREDENTIALS", "AWS_PROFILE"],
  [
    { name: "CredentialsProviderError", message: "expired. To refresh run aws sso login with the profile" },
    "LOGIN_ENDED",
    "aws sso login",
  ],
  [{ name: "AccessDeniedException" }, "ACCESS_DENIED", "Allow dynamodb:UpdateItem on table regatta"],
  [{ name: "ExpiredTokenException" }, "CREDENTIALS_REFUSED", "renew them"],
  [{ name: "Error", message: "Region is missing" }, "NO_REGION", "AWS_REGION"],
  [{ name: "ProvisionedThroughputExceededException" }, "AWS_THROTTLED", "limits of table regatta"],
  [{ name: "TimeoutError" }, "AWS_UNREACHABLE", "network"],
  [{ name: "Error", code: "ECONNREFUSED" }, "AWS_UNREACHABLE", "network"],
  [{ name: "InternalServerError" }, "AWS_FAILED", "passing"],
])("%j becomes %s and says what to do", (thrown, code, nextStep) => {
  const error = toRegattaError({ message: "it said so", ...thrown }, call);
  expect(error).toMatchObject({ code, account: call.account, nextStep: expect.stringContaining(nextStep) });
  expect(error.message).toMatch(/^dynamodb:UpdateItem on table regatta: /);
});

test("an error that is ours already passes as it is", () => {
  const ours = new RegattaError("x", { code: "LEASE_LOST", source: "service" });
  expect(toRegattaError(ours, call)).toBe(ours);
});
