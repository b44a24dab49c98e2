import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Pool } from "@regatta/accounts";
import type { Called } from "../testing/call-program.ts";
import { fillPool } from "../testing/filled-pool.ts";
import { quarantine } from "../testing/quarantine.ts";
import { Terminal } from "../testing/terminal.ts";

let terminal: Terminal;
let keeper: Pool;
beforeAll(async () => {
  terminal = await Terminal.open({ accounts: 3, config: { accounts: { protected: [third] } } });
  keeper = await fillPool(terminal.aws);
});
afterAll(() => terminal.close());
beforeEach(async () => {
  for (const account of await keeper.list()) {
    if (account.lease) await keeper.endSeenLease(account, { to: "dirty", by: "test", reason: "x" });
    const cleaning = await keeper.startCleaning({ account, runId: "c", holder: "c", durationMs: 60_000 });
    if (cleaning.kind === "cleaning") await cleaning.cleaning.cleaned();
  }
});

const [first, second, third] = ["210000000001", "210000000002", "210000000003"] as const;
const ref = (id: string) => ({ id, region: "eu-west-1" });

function pool(...args: string[]): Promise<Called> {
  return terminal.call("pool", ...args);
}

/** The same by somebody else, or by a CI job. */
function poolOfJob(...args: string[]): Promise<Called> {
  return terminal.callWith({ CI_JOB_URL: "https://ci.test/7" }, "pool", ...args);
}

test("an account is leased by hand, and given back as it was or dirty", async () => {
  const leased = await pool("lease", first, "--for", "30m", "--reason", "slow search");
  expect(leased).toMatchObject({ exitCode: 0, stderr: "" });
  expect(leased.stdout).toMatch(
    new RegExp(`^${first}/eu-west-1 is yours for 30 min, until 20.*Z \\(lease [-0-9a-f]{36}\\)`),
  );
  expect(leased.stdout).toContain(`next: regatta pool shell ${first}/eu-west-1 `);
  expect((await pool("lease", first)).stderr).toContain(`regatta pool hold ${first}/eu-west-1 --take-over`);
  expect((await pool("release", first, "--clean")).stdout).toBe(`${first}/eu-west-1: available again\n`);
  expect((await pool("release", first)).stderr).toContain("code: ACCOUNT_NOT_HELD");

  const any = JSON.parse((await pool("lease", "--json")).stdout);
  expect(any.lease).toMatchObject({ reason: "working in it by hand" });
  expect(any.lease.leftMs).toBeGreaterThan(3_500_000);
  const released = await pool("release", any.account, "--dirty", "half migrated", "--json");
  expect(JSON.parse(released.stdout)).toEqual({
    account: any.account,
    state: "dirty",
    reason: "half migrated",
  });
});

test("what failed is held as it is, on and on, and is no cleaner when it is given back", async () => {
  await quarantine(keeper, first, "a bucket is not empty");
  const held = await pool("hold", first, "--for", "10m");
  expect(held.stdout).toContain("It is as it was found: a bucket is not empty.");
  const before = await keeper.get(ref(first));
  expect((await pool("hold", first, "--for", "2h")).stdout).toContain("is yours for 2 h");
  expect((await keeper.get(ref(first))).lease?.id).toBe(before.lease?.id);
  expect((await pool("release", first, "--clean")).stderr).toContain("code: ACCOUNT_NOT_CLEAN");
  const released = await pool("release", first);
  expect(released.stdout).toMatch(
    /dirty, \S+ worked in it by hand; before that: a bucket is not empty\nnext: /,
  );
});

test("what a CI job holds is taken over only by who says so", async () => {
  await poolOfJob("hold", first);
  const refused = await pool("hold", first);
  expect(refused).toMatchObject({ exitCode: 2 });
  expect(refused.stderr).toMatch(/is leased by https:\/\/ci\.test\/7 by hand \(.*\), until 20.*Z/);
  expect((await pool("release", first)).stderr).toContain("--force <reason>");
  expect((await pool("hold", first, "--take-over")).exitCode).toBe(0);
  expect((await poolOfJob("release", first)).exitCode).toBe(2);
  expect((await pool("release", first, "--clean")).exitCode).toBe(0);
});

test("a run's account is held by no one else, and taken from it only by force, with a reason", async () => {
  const run = await keeper.acquire({ runId: "r1", holder: "job 17", durationMs: 600_000, only: [first] });
  if (run.kind !== "leased") throw new Error("nothing was leased");
  for (const command of ["lease", "hold", "release"]) {
    const refused = await pool(command, first);
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toContain("leased by run r1 (job 17), until 20");
  }
  expect((await pool("hold", first)).stderr).toContain("--hold-failed");
  const forced = await pool("release", first, "--force", "its job hangs");
  expect(forced.stdout).toContain("dirty, taken away by hand: its job hangs");
  await expect(run.lease.renew()).rejects.toMatchObject({ code: "LEASE_LOST" });
});

test("a protected account is never touched, and any account means none of those", async () => {
  for (const command of ["lease", "hold", "release"]) {
    expect((await pool(command, third)).stderr).toContain("code: PROTECTED_ACCOUNT");
  }
  // Also where the table is named on the command line.
  expect((await pool("hold", third, "--table", "regatta")).stderr).toContain("code: PROTECTED_ACCOUNT");
  await pool("lease");
  await pool("lease");
  const none = await pool("lease");
  expect(none.exitCode).toBe(3);
  expect(none.stderr).toContain("No account can be had now: 2 leased, 1 available.");
  expect((await keeper.get(ref(third))).version).toBe(1);
  expect((await keeper.get(ref(second))).state).toBe("leased");
});
