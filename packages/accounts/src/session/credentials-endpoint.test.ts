import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { RegattaError } from "@regatta/foundation";
import { CredentialsEndpoint } from "./credentials-endpoint.ts";
import type { Session } from "./session.ts";

let endpoint: CredentialsEndpoint;
beforeEach(async () => {
  endpoint = await CredentialsEndpoint.start();
});
afterEach(() => endpoint.close());

const credentials = {
  accessKeyId: "ASIA1",
  secretAccessKey: "s3cret",
  sessionToken: "t0ken",
  expiration: new Date("2026-11-20T12:00:00.123Z"),
};

function sessionOf(get: Session["credentials"]): Session {
  const account = { id: "210000000001", region: "eu-west-1" };
  const nothing = () => undefined;
  return { account, credentials: get, renew: async () => undefined, keepFresh: nothing, close: nothing };
}

function ask(url: string, token?: string, method = "GET"): Promise<Response> {
  return fetch(url, { method, headers: token === undefined ? {} : { authorization: token } });
}

test("credentials are given to whoever has path and token, in the shape SDKs read", async () => {
  const { url, token } = endpoint.serve(sessionOf(async () => credentials));
  expect(new URL(url).hostname).toBe("127.0.0.1");
  const answer = await ask(url, token);
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await answer.json()).toEqual({
    AccessKeyId: "ASIA1",
    SecretAccessKey: "s3cret",
    Token: "t0ken",
    Expiration: "2026-11-20T12:00:00Z",
  });
});

test("without the token, with another session's, off the path or with another method nothing is given", async () => {
  const one = endpoint.serve(sessionOf(async () => credentials));
  const other = endpoint.serve(sessionOf(async () => credentials));
  expect((await ask(one.url)).status).toBe(403);
  expect((await ask(one.url, "")).status).toBe(403);
  expect((await ask(one.url, other.token)).status).toBe(403);
  expect((await ask(new URL("/", one.url).href, one.token)).status).toBe(404);
  expect((await ask(one.url, one.token, "POST")).status).toBe(405);
  expect(one.url).not.toBe(other.url);
});

test.each([
  ["LEASE_LOST", 410],
  ["SESSION_CLOSED", 410],
  ["AWS_UNREACHABLE", 503],
])(
  "a session whose credentials are refused with %s is answered %i, without a word of why",
  async (code, status) => {
    const { url, token } = endpoint.serve(
      sessionOf(() => Promise.reject(new RegattaError("s3cret", { code, source: "service" }))),
    );
    const answer = await ask(url, token);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain("s3cret");
  },
);

test("a session served no more is answered 410", async () => {
  const { url, token, stop } = endpoint.serve(sessionOf(async () => credentials));
  stop();
  expect((await ask(url, token)).status).toBe(410);
});
