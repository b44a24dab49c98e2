import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import type { Session } from "./session.ts";
import { signInLink } from "./sign-in-link.ts";

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

async function federation(status: number, body: string): Promise<{ endpoint: string; asked: URL[] }> {
  const asked: URL[] = [];
  server = createServer((request, response) => {
    asked.push(new URL(request.url ?? "", "http://x"));
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/federation`, asked };
}

function sessionIn(region: string): Session {
  const secrets = { accessKeyId: "ASIA1", secretAccessKey: "very/secret+", sessionToken: "token" };
  return {
    account: { id: "210000000001", region },
    credentials: async () => ({ ...secrets, expiration: new Date(Date.now() + 3_600_000) }),
    renew: async () => undefined,
    keepFresh: () => undefined,
    close: () => undefined,
  };
}

test.each([
  ["eu-west-1", "https://console.aws.amazon.com/console/home?region=eu-west-1"],
  ["cn-north-1", "https://console.amazonaws.cn/console/home?region=cn-north-1"],
  ["us-gov-west-1", "https://console.amazonaws-us-gov.com/console/home?region=us-gov-west-1"],
])(
  "in %s the link leads to its partition's console, with a token and no duration",
  async (region, console) => {
    const { endpoint, asked } = await federation(200, '{"SigninToken":"a token"}');
    const link = new URL(await signInLink({ session: sessionIn(region), endpoint }));
    expect(Object.fromEntries(link.searchParams)).toEqual({
      Action: "login",
      Issuer: "regatta",
      Destination: console,
      SigninToken: "a token",
    });
    expect(link.href).not.toContain("secret");
    expect([...(asked[0]?.searchParams.keys() ?? [])]).toEqual(["Action", "Session"]);
    expect(JSON.parse(asked[0]?.searchParams.get("Session") ?? "")).toEqual({
      sessionId: "ASIA1",
      sessionKey: "very/secret+",
      sessionToken: "token",
    });
  },
);

test.each([
  [400, "no"],
  [200, "{}"],
  [200, "<html>"],
])("an answer of %d with %s is no link, and what is told holds no secret", async (status, body) => {
  const { endpoint } = await federation(status, body);
  const error = await signInLink({ session: sessionIn("eu-west-1"), endpoint }).catch((reason) => reason);
  expect(error).toMatchObject({ code: "SIGN_IN_REFUSED" });
  expect(JSON.stringify(error) + error.message + String(error.cause)).not.toMatch(/secret|ASIA1/);
});
