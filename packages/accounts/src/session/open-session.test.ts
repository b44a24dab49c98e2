import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock, RegattaError } from "@regatta/foundation";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import type { AccountInput } from "../account-input.ts";
import type { Limit } from "../tell-limit.ts";
import { openSession } from "./open-session.ts";

const MINUTE = 60_000;
let aws: LocalAws;
let account: AccountInput;
beforeEach(async () => {
  aws = await startLocalAws({ accounts: 2 });
  Object.assign(process.env, aws.env);
  account = nth(0);
});
afterEach(async () => {
  process.env = { ...process.env, ...aws.env };
  await aws.close();
});

function nth(n: number): AccountInput {
  const found = aws.accounts[n];
  if (!found) throw new Error(`local-aws has no account ${n}`);
  return found;
}

function assumed(): number {
  return aws.requests.list({ service: "sts", operation: "AssumeRole" }).length;
}

test("a session gives temporary credentials of the leased account, got once for many askers", async () => {
  const session = await openSession({ account, runId: "r1" });
  const [one, two] = await Promise.all([session.credentials(), session.credentials()]);
  expect(one).toEqual(two);
  expect(one.sessionToken).not.toBe("");
  expect(one.expiration.getTime() - Date.now()).toBeGreaterThan(50 * MINUTE);
  expect(session.account).toEqual({ id: account.id, region: account.region });
  expect(assumed()).toBe(1);
  expect(aws.requests.list({ service: "sts", operation: "GetCallerIdentity" }).length).toBe(1);
  session.close();
});

test("credentials are renewed 5 minutes before they end, by STS's clock and not by the wall's", async () => {
  const clock = new ManualClock(0);
  const session = await openSession({ account, runId: "r1", clock });
  const first = await session.credentials();
  await clock.advance(54 * MINUTE);
  expect(await session.credentials()).toEqual(first);
  await clock.advance(MINUTE);
  const renewed = await Promise.all([session.credentials(), session.credentials()]);
  expect(renewed[0].accessKeyId).not.toBe(first.accessKeyId);
  expect(renewed[0]).toEqual(renewed[1]);
  expect(assumed()).toBe(2);
  session.close();
});

test("kept fresh it is renewed half-way; while STS refuses that it tells how long it is good for, and when that is over", async () => {
  const clock = new ManualClock(0);
  const session = await openSession({ account, runId: "r1", clock });
  const first = await session.credentials();
  let heard: (limit: Limit | undefined) => void = () => undefined;
  const next = () => new Promise<Limit | undefined>((resolve) => (heard = resolve));
  session.keepFresh((limit) => heard(limit));
  const refused = { service: "sts", operation: "AssumeRole", kind: { kind: "access-denied" } } as const;
  const fault = aws.faults.add(refused);
  const limited = next();
  await clock.advance(30 * MINUTE);
  const limit = await limited;
  expect(limit?.reason).toMatch(/^its credentials cannot be renewed: STS does not let us into/);
  // STS's clock stood still meanwhile, but for the moments this test takes.
  expect(Math.abs((limit?.endsInMs ?? 0) - 30 * MINUTE)).toBeLessThan(5_000);
  expect(await session.credentials()).toEqual(first);
  aws.faults.clear(fault);
  const lifted = next();
  await clock.advance(MINUTE);
  expect(await lifted).toBeUndefined();
  expect((await session.credentials()).accessKeyId).not.toBe(first.accessKeyId);
  session.close();
  await clock.advance(0);
  expect(clock.sleeping).toBe(0);
});

test("a protected account is refused before anything is asked, by id or by key", async () => {
  for (const entry of [account.id, `${account.id}/${account.region}`]) {
    const opening = openSession({ account, runId: "r1", protectedAccounts: [entry] });
    await expect(opening).rejects.toMatchObject({ code: "PROTECTED_ACCOUNT" });
  }
  expect(aws.requests.list({ service: "sts" })).toEqual([]);
  const elsewhere = await openSession({
    account,
    runId: "r1",
    protectedAccounts: [`${account.id}/us-east-1`],
  });
  elsewhere.close();
});

test("a role that does not let us in names itself and the external id to check", async () => {
  await expect(
    openSession({ account: { ...account, externalId: "wrong-one" }, runId: "r1" }),
  ).rejects.toMatchObject({
    code: "SESSION_REFUSED",
    message: expect.stringMatching(/role\/RegattaTest with external id "wrong-one"/),
    nextStep: expect.stringContaining("sts:TagSession"),
    account: `${account.id}/${account.region}`,
  });
});

test("the role of another account than the leased one is refused before it is assumed", async () => {
  aws.requests.clear();
  await expect(openSession({ account: { ...account, id: nth(1).id }, runId: "r1" })).rejects.toMatchObject({
    code: "WRONG_ACCOUNT",
    message: expect.stringContaining(`belongs to account ${account.id}`),
  });
  expect(aws.requests.list()).toEqual([]);
});

test("a closed session gives no more credentials", async () => {
  const session = await openSession({ account, runId: "r1" });
  session.close();
  await expect(session.credentials()).rejects.toMatchObject({ code: "SESSION_CLOSED" });
});

test("a lost lease cuts its session off, with the lease's own reason", async () => {
  const lease = new AbortController();
  const session = await openSession({ account, runId: "r1", signal: lease.signal });
  const reason = new RegattaError("gone", { code: "LEASE_LOST", source: "service" });
  lease.abort(reason);
  await expect(session.credentials()).rejects.toBe(reason);
});

test("a lease lost while credentials are on their way cuts those off too", async () => {
  const clock = new ManualClock(0);
  const lease = new AbortController();
  const session = await openSession({ account, runId: "r1", signal: lease.signal, clock });
  await clock.advance(56 * MINUTE);
  aws.faults.add({ service: "sts", operation: "AssumeRole", kind: { kind: "latency", ms: 30 } });
  const asking = session.credentials();
  lease.abort(new Error("interrupted"));
  await expect(asking).rejects.toMatchObject({ code: "SESSION_CLOSED" });
});

test("a lease lost before or while the session opens opens none", async () => {
  await expect(
    openSession({ account, runId: "r1", signal: AbortSignal.abort("late") }),
  ).rejects.toMatchObject({
    code: "SESSION_CLOSED",
  });
  expect(assumed()).toBe(0);
  const lease = new AbortController();
  aws.faults.add({ service: "sts", operation: "GetCallerIdentity", kind: { kind: "latency", ms: 30 } });
  const opening = openSession({ account, runId: "r1", signal: lease.signal });
  const cut = expect(opening).rejects.toMatchObject({ code: "SESSION_CLOSED" });
  await aws.requests.waitFor({ service: "sts", operation: "AssumeRole" });
  lease.abort();
  await cut;
});

test("throttling by STS is waited out; no permission at all is said as such", async () => {
  aws.faults.add({ service: "sts", operation: "AssumeRole", times: 1, kind: { kind: "throttle" } });
  (await openSession({ account, runId: "r1" })).close();
  aws.faults.add({ service: "sts", operation: "AssumeRole", kind: { kind: "access-denied" } });
  await expect(openSession({ account, runId: "r1" })).rejects.toMatchObject({ code: "SESSION_REFUSED" });
});

test("a run's name that STS would not take as it is makes a session name it takes", async () => {
  const session = await openSession({ account, runId: `ci/é ${"x".repeat(100)}` });
  session.close();
});
