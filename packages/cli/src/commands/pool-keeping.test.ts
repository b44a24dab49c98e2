import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { callProgram } from "../testing/call-program.ts";
import { fillPool, poolOf } from "../testing/filled-pool.ts";
import { startCli } from "../testing/real-cli.ts";
import { TemporaryFolder } from "../testing/temporary-folder.ts";

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws({ accounts: 3 });
  Object.assign(process.env, aws.env);
  await fillPool(aws);
});
afterAll(() => aws.close());

/** Calls a command of the pool inside this process, which has the environment of the embedded AWS. */
function pool(...args: string[]) {
  return callProgram(["pool", ...args, "--table", "regatta"], { env: aws.env });
}

test("show tells everything of one account, and takes names with a slip for what they may mean", async () => {
  const shown = await pool("show", "210000000001");
  expect(shown).toMatchObject({ exitCode: 0, stderr: "" });
  expect(shown.stdout).toMatch(/^210000000001\/eu-west-1 is available since /);
  expect(shown.stdout).toContain("added to the pool (keeper)");
  const unknown = await pool("show", "21000000001");
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toContain('"21000000001"; did you mean "210000000001"?');
});

test("remove takes idle accounts out, names what stays there, and wants a yes where nobody can be asked", async () => {
  const keeper = poolOf(aws);
  const result = await keeper.acquire({
    runId: "r1",
    holder: "ci",
    durationMs: 600_000,
    only: ["210000000002"],
  });
  if (result.kind !== "leased") throw new Error("nothing was leased");
  expect(await pool("remove", "210000000002", "210000000003", "--yes")).toMatchObject({
    exitCode: 2,
    stdout: "",
    stderr: expect.stringContaining("210000000002/eu-west-1 is leased: nothing was removed"),
  });
  await result.lease.release({ orders: "f1", base: "f2" });
  const asked = await pool("remove", "210000000002");
  expect(asked.exitCode).toBe(2);
  expect(asked.stderr).toContain("CONFIRMATION_NEEDED");
  expect(await keeper.list()).toHaveLength(3);
  expect(await pool("remove", "210000000002", "--yes")).toEqual({
    exitCode: 0,
    stdout:
      "210000000002/eu-west-1, available: left deployed there, as last seen: base, orders\n" +
      "210000000002/eu-west-1: removed\n",
    stderr: "",
  });
  expect((await keeper.list()).map(({ id }) => id)).toEqual(["210000000001", "210000000003"]);
});

test("init prints the table's template, and says of an emulator what it does not know", async () => {
  const { stdout, stderr } = await pool("init", "--template");
  expect(stdout).toMatch(/Type: AWS::DynamoDB::Table/);
  // The name is a parameter of the template, which is a file for more than one table.
  expect(stderr).toContain("--parameter-overrides TableName=regatta");
  expect((await pool("init")).stdout).toMatch(/is there already\.\nPoint-in-time recovery: (on|not known)/);
});

test("import shows what an organization has and has no more, writes with a yes, and then has nothing to do", async () => {
  const folder = new TemporaryFolder({
    "regatta.config.json": JSON.stringify({ accounts: { protected: [ids(5)] } }),
  });
  const organization = (accounts: Array<{ id: string; name: string; status?: "SUSPENDED" }>) => ({
    accounts: [{ id: aws.hub.id, name: "hub" }],
    units: [
      { id: "ou-rega-pool0001", name: "Pool", units: [{ id: "ou-rega-deep0001", name: "Deep", accounts }] },
    ],
  });
  const imported = (...args: string[]) =>
    callProgram(
      ["pool", "import", "--table", "regatta", "--from-organization", "root", "--role", "Tests", ...args],
      { cwd: folder.path, env: aws.env },
    );
  try {
    await poolOf(aws).add({ id: ids(9), region: "eu-west-1", roleArn: `arn:aws:iam::${ids(9)}:role/Tests` });
    aws.setOrganization(organization([1, 4, 5].map((n) => ({ id: ids(n), name: `account ${n}` }))));
    const shown = await imported();
    expect(shown.exitCode).toBe(2);
    expect(shown.stderr).toContain("CONFIRMATION_NEEDED");
    expect(shown.stdout).toMatch(/New, to be added \(1\):\n {2}210000000004\/eu-west-1 {2}account 4/);
    expect(shown.stdout).toMatch(/to be disabled \(2\):\n {2}210000000003.*\n {2}210000000009.*unit r-/);
    expect(shown.stdout).toMatch(/Left out \(2\):\n.*management account\n.*protected/);
    expect(await poolOf(aws).list()).toHaveLength(3);

    const done = JSON.parse((await imported("--yes", "--json")).stdout).done;
    expect(done).toEqual([
      { account: `${ids(4)}/eu-west-1`, done: "added" },
      { account: `${ids(3)}/eu-west-1`, done: "disabled" },
      { account: `${ids(9)}/eu-west-1`, done: "disabled" },
    ]);
    expect(await imported()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("4 accounts of the pool stay"),
    });
    const unknown = await imported("--from-organization", "ou-rega-none0001");
    expect(unknown.stderr).toContain("code: ORGANIZATION_UNIT_NOT_FOUND");
  } finally {
    folder.remove();
  }
});

test("doctor ends with 1 as soon as something needs somebody", async () => {
  expect(await pool("doctor")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Healthy") });
  const keeper = poolOf(aws);
  const request = { runId: "r1", holder: "ci", durationMs: 600_000 };
  const result = await keeper.acquire({ ...request, only: [ids(1)] });
  if (result.kind !== "leased") throw new Error("nothing was leased");
  await result.lease.markDirty("orders.test.ts timed out");
  const cleaning = await keeper.startCleaning({
    ...request,
    account: result.lease.account,
    quarantineAfter: 1,
  });
  if (cleaning.kind !== "cleaning") throw new Error("it could not be cleaned");
  await cleaning.cleaning.failed("bucket a is locked");
  const found = await pool("doctor", "--json");
  expect(found.exitCode).toBe(1);
  expect(JSON.parse(found.stdout)).toMatchObject({
    healthy: false,
    findings: [
      { kind: "quarantined", needsSomeone: true, accounts: [{ account: `${ids(1)}/eu-west-1` }] },
      {},
    ],
  });
});

test("status --watch in a pipe tells the pool, then each change, and ends on Ctrl-C", async () => {
  const args = ["pool", "status", "--watch", "--interval", "1", "--table", "regatta", "--state", "disabled"];
  const watching = startCli(args, { cwd: "/", env: aws.env });
  const lines = watching[Symbol.asyncIterator]();
  expect((await lines.next()).value).toMatch(/^Pool default in table regatta: /);
  await poolOf(aws).disable({ id: ids(4), region: "eu-west-1" }, { by: "ada", reason: "over budget" });
  let last: unknown = "";
  while (!String(last).includes("over budget (ada)")) last = (await lines.next()).value;
  expect(last).toMatch(/^\d\d:\d\d:\d\dZ 210000000004\/eu-west-1 disabled: over budget \(ada\)$/);
  watching.kill("SIGINT");
  expect(await watching).toMatchObject({ exitCode: 130, stderr: "" });
});

function ids(n: number): string {
  return String(210_000_000_000 + n);
}
