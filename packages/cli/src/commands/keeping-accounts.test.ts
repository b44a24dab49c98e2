import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Pool } from "@regatta/accounts";
import type { Called } from "../testing/call-program.ts";
import { fillPool } from "../testing/filled-pool.ts";
import { quarantine } from "../testing/quarantine.ts";
import { Terminal } from "../testing/terminal.ts";

let terminal: Terminal;
let keeper: Pool;
beforeAll(async () => {
  terminal = await Terminal.open({ accounts: 3 });
  keeper = await fillPool(terminal.aws);
});
afterAll(() => terminal.close());

const [first, second, third] = ["210000000001", "210000000002", "210000000003"] as const;
const key = (id: string) => `${id}/eu-west-1`;

function pool(...args: string[]): Promise<Called> {
  return terminal.call("pool", ...args);
}

test("accounts are taken out of use with a reason, each by itself, and put back as they were", async () => {
  const held = await keeper.acquire({ runId: "run-a", holder: "job 17", durationMs: 600_000, only: [third] });
  const disabled = await pool("disable", first, key(second), third, "--reason", "over budget");
  expect(disabled.exitCode).toBe(2);
  expect(disabled.stdout).toBe(
    `${key(first)}: disabled (it was available)\n${key(second)}: disabled (it was available)\n`,
  );
  expect(disabled.stderr).toMatch(
    new RegExp(`^error: The account ${key(third)} is leased by run run-a \\(job 17\\) until 20.*Z or longer`),
  );
  expect((await pool("disable", first, "--reason", "again")).stdout).toBe(
    `${key(first)}: is disabled already (over budget), left as it is\n`,
  );

  const enabled = JSON.parse((await pool("enable", first, third, "--json")).stdout);
  expect(enabled.accounts).toEqual([
    { account: key(first), changed: true, state: "available" },
    { account: key(third), changed: false, state: "leased" },
  ]);
  await pool("enable", second, "--reason", "the budget is reset");
  const [now] = (await keeper.list()).filter(({ id }) => id === second);
  expect(now?.history.at(-1)).toMatchObject({ state: "available", why: "the budget is reset" });
  expect(now?.history.at(-1)?.by).toMatch(/@/);
  if (held.kind === "leased") await held.lease.release();
});

test("a refusal is in the JSON too, and a name nobody knows changes nothing at all", async () => {
  const held = await keeper.acquire({ runId: "run-a", holder: "job 17", durationMs: 600_000, only: [first] });
  const refused = await pool("disable", first, "--reason", "x", "--json");
  expect(refused).toMatchObject({ exitCode: 2, stderr: "" });
  expect(JSON.parse(refused.stdout).accounts).toMatchObject([
    { account: key(first), changed: false, state: "leased", error: { code: "ACCOUNT_BUSY" } },
  ]);
  const unknown = await pool("disable", second, "210000000020", "--reason", "x");
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toContain('no account "210000000020"; did you mean "2100000000');
  expect((await keeper.get({ id: second, region: "eu-west-1" })).state).toBe("available");
  if (held.kind === "leased") await held.lease.release();
});

test("out of quarantine an account is dirty, with how to clean it now; others stay as they are", async () => {
  await quarantine(keeper, first, "a bucket is not empty");
  const reset = await pool("reset", first, second);
  expect(reset).toMatchObject({ exitCode: 0, stderr: "" });
  expect(reset.stdout).toBe(
    `${key(first)}: dirty, its 1 failed cleaning is forgotten\n` +
      `${key(second)}: is available and not quarantined, left as it is\n` +
      `next: regatta clean ${key(first)}\n`,
  );
  expect(await keeper.get({ id: first, region: "eu-west-1" })).toMatchObject({
    state: "dirty",
    failures: 0,
    reason: "to be cleaned again after: a bucket is not empty",
  });
});
