import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { AccountClaim } from "./account-claim.ts";
import { personalAccountOf } from "./personal-account.ts";
import { stateFolder } from "./state-folder.ts";

const config = {
  personal: {
    anna: { accountId: "210000000001", region: "eu-west-1", profile: "me" },
    elsewhere: { accountId: "210000000001", region: "us-east-1" },
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-claims-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const place = () => join(folder, "accounts", "210000000001_eu-west-1");

/** A claim of one run; what it waits for is kept. */
function claim(runId: string, { waitMs = 0, name = "anna", clock = new ManualClock(0) } = {}) {
  const personal = personalAccountOf(config, name);
  if (!personal) throw new Error("not in the configuration");
  const waiting: string[] = [];
  const onWaiting = (holder: string) => waiting.push(holder);
  return { taken: AccountClaim.take({ personal, runId, folder, waitMs, clock, onWaiting }), waiting, clock };
}

/** Moves the time on, real ticks in between, until the promise is settled. */
async function play<T>(clock: ManualClock, promise: Promise<T>): Promise<T> {
  let over = false;
  const settled = promise.finally(() => {
    over = true;
  });
  settled.catch(() => undefined);
  while (!over) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await clock.advance(500);
  }
  return settled;
}

test("an account is one process's at a time, region by region; who comes second is told by whom, or waits for it", async () => {
  const first = await claim("r1").taken;
  const other = await claim("r2", { name: "elsewhere" }).taken;
  await expect(claim("r3").taken).rejects.toMatchObject({
    code: "ACCOUNT_BUSY",
    source: "user",
    account: "210000000001/eu-west-1",
    message: `The account "anna" is in use by run r1 (process ${process.pid}, since 1970-01-01T00:00:00.000Z).`,
  });
  const third = claim("r3", { waitMs: 60_000 });
  while (third.waiting.length === 0) await new Promise(setImmediate);
  await first.release();
  const later = await play(third.clock, third.taken);
  expect(third.waiting).toHaveLength(1);
  await Promise.all([later.release(), later.release(), other.release()]);
  expect(readdirSync(join(folder, "accounts"))).toEqual([]);
});

test("a claim whose process died is taken over, as soon as its last sign of life is old", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  mkdirSync(`${place()}.lock`, { recursive: true });
  writeFileSync(`${place()}.json`, JSON.stringify({ pid, host: hostname(), runId: "r0", since: 0 }));
  const next = claim("r1");
  while (next.waiting.length === 0) await new Promise(setImmediate);
  expect(next.waiting[0]).toContain(`run r0 (process ${pid}`);
  expect(next.waiting[0]).toContain("which died");
  utimesSync(`${place()}.lock`, new Date(Date.now() - 16_000), new Date(Date.now() - 16_000));
  await (await play(next.clock, next.taken)).release();
});

test("of a process on another machine nothing is known: its claim is refused like a living one's", async () => {
  mkdirSync(`${place()}.lock`, { recursive: true });
  writeFileSync(`${place()}.json`, JSON.stringify({ pid: 1, host: "other", runId: "r0", since: 0 }));
  await expect(claim("r1").taken).rejects.toThrow("run r0 (process 1 on other, since");
  writeFileSync(`${place()}.json`, "torn");
  await expect(claim("r1").taken).rejects.toThrow("in use by another process");
});

test("who was taken for dead hears that the account is another's, and leaves that one's claim alone", async () => {
  const stopped = await claim("r1").taken;
  rmSync(`${place()}.lock`, { recursive: true });
  const next = await claim("r2").taken;
  if (!stopped.signal.aborted) await once(stopped.signal, "abort");
  expect(stopped.signal.reason).toMatchObject({ code: "LEASE_LOST" });
  await stopped.release();
  await expect(claim("r3").taken).rejects.toThrow("run r2");
  await next.release();
});

test("a folder that cannot be written is said", async () => {
  writeFileSync(join(folder, "accounts"), "");
  await expect(claim("r1").taken).rejects.toMatchObject({ code: "CLAIM_NOT_WRITABLE" });
});

test("claims are kept where the platform keeps state, or where XDG_STATE_HOME says if that is absolute", () => {
  const env = { HOME: "/home/anna" };
  expect(stateFolder(env, "linux")).toBe("/home/anna/.local/state/regatta");
  expect(stateFolder(env, "darwin")).toBe("/home/anna/Library/Application Support/regatta");
  expect(stateFolder({ ...env, XDG_STATE_HOME: "/state" }, "darwin")).toBe("/state/regatta");
  expect(stateFolder({ ...env, XDG_STATE_HOME: "state" }, "linux")).toBe("/home/anna/.local/state/regatta");
});

test("only names of the configuration are accounts of one's own", () => {
  for (const name of ["210000000001", "toString", "Anna", undefined]) {
    expect(personalAccountOf(config, name)).toBeUndefined();
  }
});
