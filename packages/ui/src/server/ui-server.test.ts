import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock, RegattaError } from "@regatta/foundation";
import jsonPatch, { type Operation } from "fast-json-patch";
import { Visitor } from "../testing/visitor.ts";
import { UiServer } from "./ui-server.ts";

let server: UiServer;
let visitor: Visitor;
const clock = new ManualClock();
let look: () => unknown = () => ({ accounts: [{ state: "available" }] });
let looks = 0;
const opened: string[] = [];

beforeEach(async () => {
  server = await UiServer.start({
    port: 0,
    clock,
    feeds: [
      {
        name: "pool",
        everyMs: 1_000,
        open(parameters) {
          opened.push(String(parameters));
          return async () => {
            looks++;
            return look();
          };
        },
      },
    ],
  });
  visitor = new Visitor(server.address);
});

afterEach(() => server.close());

test("nothing is answered without the token's cookie, and only the token gets it", async () => {
  for (const path of [
    "",
    "page.js",
    "page.css",
    "live/pool",
    "enter",
    "enter?token=",
    "enter?token=guessed",
  ]) {
    const { status, text, headers } = await visitor.ask(visitor.at(path));
    expect({ path, status }).toEqual({ path, status: 403 });
    expect(text).toContain("Open the address that <code>regatta ui</code> printed");
    expect(text).not.toContain("<script");
    expect(headers["set-cookie"]).toBeUndefined();
  }
  expect(await visitor.ask(visitor.at("/"))).toMatchObject({
    status: 404,
    text: expect.stringContaining("Open the address that"),
  });
  expect(looks).toBe(0);

  const { status, headers, text } = await visitor.enter(server.address);
  const base = new URL(visitor.at("")).pathname;
  expect(status).toBe(200);
  expect(headers["set-cookie"]).toEqual([
    expect.stringMatching(new RegExp(`^regatta-ui=[\\w-]{43}; Path=${base}; HttpOnly; SameSite=Strict$`)),
  ]);
  // The token is not the cookie, and the browser is led away from it.
  const token = new URL(server.address).searchParams.get("token") ?? "";
  expect(headers["set-cookie"]?.[0]).not.toContain(token);
  expect(text).toContain(`content="0; url=${base}"`);
  expect(await visitor.ask(visitor.at("page.js"))).toMatchObject({
    status: 200,
    headers: { "content-type": "text/javascript; charset=utf-8" },
  });
  expect(await visitor.ask(visitor.at("nothing"))).toMatchObject({ status: 404 });
  expect(await visitor.ask(visitor.at("live/nothing"))).toMatchObject({ status: 404 });
  expect(await visitor.ask(visitor.at("toString"))).toMatchObject({ status: 404 });
});

test("another name, another page and anything but reading are refused, with the cookie too", async () => {
  await visitor.enter(server.address);
  const asked = async (headers: Record<string, string>, method = "GET") =>
    (await visitor.ask(visitor.at(""), { headers, method })).status;
  const { port } = new URL(server.address);
  for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1.evil.example", "10.0.0.1"]) {
    expect([host, await asked({ host })]).toEqual([host, 421]);
  }
  // A tunnel has a port of its own.
  for (const host of [`localhost:${port}`, "localhost:9000", "[::1]:9000", "127.0.0.1"]) {
    expect([host, await asked({ host })]).toEqual([host, 200]);
  }
  for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1", `https://127.0.0.1:${port}`]) {
    expect([origin, await asked({ origin })]).toEqual([origin, 403]);
  }
  expect(await asked({ origin: `http://127.0.0.1:${port}` })).toBe(200);
  expect(await asked({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await asked({ "sec-fetch-site": "same-site" })).toBe(403);
  expect(await asked({ "sec-fetch-site": "same-origin" })).toBe(200);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
    expect(await asked({}, method)).toBe(405);
});

test("every answer forbids everything from elsewhere, frames, and being kept", async () => {
  await visitor.enter(server.address);
  for (const path of ["", "page.js", "page.css", "nothing", "enter?token=x"]) {
    const { headers } = await visitor.ask(visitor.at(path));
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self';");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  }
});

test("who watches gets all there is, then what is different; problems are told, and that they are over", async () => {
  await visitor.enter(server.address);
  look = () => ({ accounts: [{ state: "available" }, { state: "dirty" }] });
  opened.length = 0;
  const events = visitor.watch("live/pool?b=2&a=1");
  const next = async () => (await events.next()).value;
  const whole = await next();
  expect(whole).toEqual({ event: "whole", data: look() });
  expect(opened).toEqual(["a=1&b=2"]);

  look = () => ({ accounts: [{ state: "leased" }, { state: "dirty" }], waiting: 1 });
  await clock.advance(1_000);
  const patch = await next();
  expect(patch?.event).toBe("patch");
  const data = whole?.data as object;
  const after = jsonPatch.applyPatch(structuredClone(data), patch?.data as Operation[]).newDocument;
  expect(after).toEqual(look());

  const failing = new RegattaError("The table cannot be read.", {
    code: "TABLE",
    source: "service",
    nextStep: "Sign in.",
  });
  look = () => {
    throw failing;
  };
  await clock.advance(1_000);
  const problem = { message: "The table cannot be read.", code: "TABLE", nextStep: "Sign in." };
  expect(await next()).toEqual({ event: "problem", data: problem });
  // Looked at less often then, and told once.
  looks = 0;
  await clock.advance(3_999);
  expect(looks).toBe(0);
  look = () => after;
  await clock.advance(1);
  expect((await next())?.event).toBe("problem");
  // A second page gets all at once, and shares the looks.
  const others = visitor.watch("live/pool?a=1&b=2");
  expect((await others.next()).value).toEqual({ event: "whole", data: after });
  expect(opened).toHaveLength(1);
  looks = 0;
  await clock.advance(1_000);
  expect(looks).toBe(1);

  await Promise.all([events.return(undefined), others.return(undefined)]);
  while (clock.sleeping > 0) await new Promise((resolve) => setImmediate(resolve));
  looks = 0;
  await clock.advance(10_000);
  expect(looks).toBe(0);
});

test("a port that is taken is said, with what to do", async () => {
  const port = Number(new URL(server.address).port);
  await expect(UiServer.start({ port, feeds: [] })).rejects.toMatchObject({
    code: "UI_PORT_TAKEN",
    source: "user",
  });
});
