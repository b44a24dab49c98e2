import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { CredentialCache } from "./credential-cache.ts";

const MINUTE = 60_000;

function cacheOf(lifetimeMs: number) {
  const clock = new ManualClock();
  const asked: number[] = [];
  const world = { failing: false };
  const get = async () => {
    asked.push(clock.monotonic());
    if (world.failing) throw new Error("STS is away");
    const credentials = {
      accessKeyId: `key-${asked.length}`,
      secretAccessKey: "s",
      sessionToken: "t",
      expiration: new Date(0),
    };
    return { credentials, lifetimeMs, endsAt: clock.monotonic() + lifetimeMs };
  };
  return { cache: new CredentialCache({ clock, get }), clock, asked, world };
}

test("credentials are kept until 5 minutes before they end", async () => {
  const { cache, clock, asked } = cacheOf(60 * MINUTE);
  await cache.credentials();
  await clock.advance(54 * MINUTE);
  expect((await cache.credentials()).accessKeyId).toBe("key-1");
  await clock.advance(MINUTE);
  expect((await cache.credentials()).accessKeyId).toBe("key-2");
  expect(asked).toEqual([0, 55 * MINUTE]);
});

test("all who ask while new ones are coming share one request", async () => {
  const { cache, asked } = cacheOf(60 * MINUTE);
  const given = await Promise.all([cache.credentials(), cache.credentials(), cache.credentials()]);
  expect(new Set(given.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(["key-1"]));
  expect(asked.length).toBe(1);
});

test("short-lived credentials are kept for two thirds of their life and not asked for every time", async () => {
  const { cache, clock, asked } = cacheOf(30_000);
  await cache.credentials();
  await clock.advance(19_000);
  await cache.credentials();
  expect(asked.length).toBe(1);
  await clock.advance(1_000);
  await cache.credentials();
  expect(asked.length).toBe(2);
});

test("when new ones cannot be had the old ones serve to their end, and not beyond", async () => {
  const { cache, clock, world } = cacheOf(60 * MINUTE);
  await cache.credentials();
  world.failing = true;
  await clock.advance(60 * MINUTE - 1);
  expect((await cache.credentials()).accessKeyId).toBe("key-1");
  await clock.advance(1);
  await expect(cache.credentials()).rejects.toThrow("STS is away");
  world.failing = false;
  expect((await cache.credentials()).accessKeyId).toMatch(/^key-/);
});
