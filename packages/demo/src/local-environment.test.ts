import { devNull } from "node:os";
import { expect, test } from "@jest/globals";
import { assertNothingPointsElsewhere, localEnvironment } from "./local-environment.ts";

const aws = { env: { AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_ACCESS_KEY_ID: "LOCAL" } };

test("nothing of the user's AWS is left in the demo's environment", () => {
  const env = localEnvironment(aws, {
    HOME: "/home/ada",
    AWS_PROFILE: "production",
    AWS_ACCESS_KEY_ID: "REAL",
    AWS_SESSION_TOKEN: "REAL",
    AWS_ENDPOINT_URL_DYNAMODB: "http://localhost:8000",
  });
  expect(env).toEqual({
    HOME: "/home/ada",
    ...aws.env,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
  });
});

test("an embedded AWS that is not on this machine is refused", () => {
  const elsewhere = { env: { AWS_ENDPOINT_URL: "https://dynamodb.eu-west-1.amazonaws.com" } };
  expect(() => localEnvironment(elsewhere, {})).toThrow("not http on this machine");
});

test("the demo does not start where an endpoint is set that is elsewhere", () => {
  expect(() => assertNothingPointsElsewhere({})).not.toThrow();
  expect(() => assertNothingPointsElsewhere({ AWS_ENDPOINT_URL: "http://localhost:4566" })).not.toThrow();
  expect(() => assertNothingPointsElsewhere({ AWS_ENDPOINT_URL: "https://sts.amazonaws.com" })).toThrow();
  expect(() => assertNothingPointsElsewhere({ AWS_ENDPOINT_URL_STS: "http://10.0.0.1:80" })).toThrow();
});
