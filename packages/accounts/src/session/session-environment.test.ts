import { devNull } from "node:os";
import { expect, test } from "@jest/globals";
import type { Session } from "./session.ts";
import { sessionEnvironment } from "./session-environment.ts";

const session = { account: { id: "210000000001", region: "eu-west-1" } } as Session;
const served = { url: "http://127.0.0.1:1/secret", token: "token" };

test("every other source of credentials is taken out, endpoints and everything else stay", () => {
  const base = {
    PATH: "/bin",
    EMPTY: undefined,
    AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
    AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:4567",
    AWS_ACCESS_KEY_ID: "A",
    AWS_SECRET_ACCESS_KEY: "B",
    AWS_SESSION_TOKEN: "C",
    AWS_PROFILE: "prod",
    AWS_DEFAULT_PROFILE: "prod",
    AWS_ROLE_ARN: "r",
    AWS_WEB_IDENTITY_TOKEN_FILE: "f",
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2",
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "f",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_CONFIG_FILE: "/home/me/config",
  };
  expect(sessionEnvironment({ session, served, base })).toEqual({
    PATH: "/bin",
    AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
    AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:4567",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: served.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: "token",
    REGATTA_ACCOUNT_ID: "210000000001",
    REGATTA_REGION: "eu-west-1",
  });
});
