import { expect, test } from "@jest/globals";
import { assertLoopbackEndpoints } from "./loopback.ts";

const fine = { AWS_ENDPOINT_URL: "http://127.0.0.1:4100" };

test.each<[string, NodeJS.ProcessEnv]>([
  ["an address", fine],
  ["a name", { AWS_ENDPOINT_URL: "http://localhost:4100" }],
  ["IPv6", { AWS_ENDPOINT_URL: "http://[::1]:4100" }],
  ["a service of its own", { ...fine, AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.2:8000" }],
])("loopback endpoints are accepted: %s", (_, env) => {
  expect(() => assertLoopbackEndpoints(env)).not.toThrow();
});

test.each<[string, NodeJS.ProcessEnv]>([
  ["none at all", {}],
  ["an empty one", { AWS_ENDPOINT_URL: "" }],
  ["only a service's", { AWS_ENDPOINT_URL_STS: "http://127.0.0.1:4100" }],
  ["a service's that is elsewhere", { ...fine, AWS_ENDPOINT_URL_STS: "https://sts.eu-west-1.amazonaws.com" }],
  ["https", { AWS_ENDPOINT_URL: "https://127.0.0.1:4100" }],
  ["a name that only looks so", { AWS_ENDPOINT_URL: "http://127.0.0.1.example.com" }],
  ["a user that looks so", { AWS_ENDPOINT_URL: "http://127.0.0.1:80@example.com" }],
  ["all interfaces", { AWS_ENDPOINT_URL: "http://0.0.0.0:4100" }],
  ["no address", { AWS_ENDPOINT_URL: "127.0.0.1:4100" }],
  ["an SDK told to ignore it", { ...fine, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }],
])("anything else is refused: %s", (_, env) => {
  expect(() => assertLoopbackEndpoints(env)).toThrow(
    expect.objectContaining({ code: "NOT_LOOPBACK", source: "user" }),
  );
});
