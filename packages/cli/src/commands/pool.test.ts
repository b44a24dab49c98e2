import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { type Called, callProgram } from "../testing/call-program.ts";
import { fillPool, poolOf } from "../testing/filled-pool.ts";
import { realCli } from "../testing/real-cli.ts";
import { TemporaryFolder } from "../testing/temporary-folder.ts";

let aws: LocalAws;
let folder: TemporaryFolder;
beforeEach(async () => {
  aws = await startLocalAws({ accounts: 3 });
  Object.assign(process.env, aws.env);
});
afterEach(() => aws.close());
beforeAll(() => {
  folder = new TemporaryFolder({ "regatta.config.json": "{}" });
});
afterAll(() => folder.remove());

/** Calls a command inside this process, which has the environment of the embedded AWS. */
async function pool(...args: string[]): Promise<Called> {
  return poolIn(folder, ...args);
}

async function poolIn({ path: cwd }: TemporaryFolder, ...args: string[]): Promise<Called> {
  const { exitCode, stdout, stderr } = await callProgram(["pool", ...args], { cwd, env: aws.env });
  return { exitCode, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}

test("init makes the table, once", async () => {
  expect(await pool("init")).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(
      /^Made the table regatta\.\n(.+\n)+next: regatta pool add <account id> --role <role>$/,
    ),
    stderr: "",
  });
  expect(await pool("init")).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(/^The table regatta is there already\.\nPoint-in-time recovery: /),
    stderr: "",
  });
});

test("add takes several accounts, by the name of their role, and leaves alone what is there", async () => {
  await pool("init");
  const add = () =>
    pool("add", "210000000001", "210000000002", "--role", "ci/Tests", "--external-id", "ours-alone");
  expect(await add()).toEqual({
    exitCode: 0,
    stdout: "210000000001/eu-west-1: added\n210000000002/eu-west-1: added",
    stderr: "",
  });
  expect((await add()).stdout).toContain("210000000001/eu-west-1: there already, left as it is");
  expect(await poolOf(aws).list()).toMatchObject([
    { id: "210000000001", roleArn: "arn:aws:iam::210000000001:role/ci/Tests", externalId: "ours-alone" },
    { id: "210000000002", roleArn: "arn:aws:iam::210000000002:role/ci/Tests", state: "available" },
  ]);
});

test("add takes a region of its own, and a role by its ARN", async () => {
  await pool("init");
  const role = "arn:aws-cn:iam::210000000003:role/Tests";
  expect((await pool("add", "210000000003", "--role", role, "--region", "cn-north-1")).exitCode).toBe(0);
  expect(await poolOf(aws).list()).toMatchObject([{ region: "cn-north-1", roleArn: role }]);
});

test("an account added with a name is somebody's own, and status says whose", async () => {
  await pool("init");
  const add = await pool("add", "210000000001", "--role", "Admin", "--name", "anna");
  expect(add.exitCode).toBe(0);
  expect((await pool("status")).stdout).toMatch(/^210000000001\/eu-west-1 \(anna\) +available/m);
  expect(JSON.parse((await pool("status", "--json")).stdout).accounts).toMatchObject([{ name: "anna" }]);
  const wrong = await pool("add", "210000000002", "--role", "Admin", "--name", "123456789012");
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toContain("expected a letter");
});

test("status shows who holds an account and for how long, and why one is dirty", async () => {
  const keeper = await fillPool(aws);
  const common = { holder: "job 17", durationMs: 600_000 };
  const held = await keeper.acquire({ ...common, runId: "run-a", exclude: [] });
  const soiled = await keeper.acquire({ ...common, runId: "run-b", exclude: [] });
  if (held.kind !== "leased" || soiled.kind !== "leased") throw new Error("nothing was leased");
  await soiled.lease.markDirty("orders.test.ts timed out");

  const { exitCode, stdout, stderr } = await pool("status");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^Pool default in table regatta: 3 accounts, .*1 leased/);
  expect(stdout).toMatch(
    new RegExp(
      `${held.lease.account.id}/eu-west-1 +leased +\\d+ s +(9|10) min( \\d+ s)? +run run-a \\(job 17\\)`,
    ),
  );
  expect(stdout).toMatch(
    new RegExp(`${soiled.lease.account.id}/eu-west-1 +dirty +\\d+ s +orders.test.ts timed out`),
  );

  const status = JSON.parse((await pool("status", "--json")).stdout);
  expect(status).toMatchObject({ table: "regatta", pool: "default" });
  expect(status.accounts).toHaveLength(3);
  expect(status.accounts.find(({ state }: { state: string }) => state === "leased")).toMatchObject({
    account: `${held.lease.account.id}/eu-west-1`,
    lease: { id: held.lease.id, runId: "run-a", holder: "job 17" },
  });
  await held.lease.release();
});

test("status of an empty pool says how to fill it", async () => {
  await pool("init");
  expect((await pool("status")).stdout).toBe(
    "Pool default in table regatta: 0 accounts.\nnext: regatta pool add <account id> --role <role>",
  );
});

test("with --table no configuration is needed, and --pool names another pool", async () => {
  const elsewhere = new TemporaryFolder();
  const run = (...args: string[]) => poolIn(elsewhere, ...args);
  try {
    await run("init", "--table", "other");
    await run("add", "210000000001", "--role", "Tests", "--table", "other", "--pool", "nightly");
    expect((await run("status", "--table", "other", "--pool", "nightly")).stdout).toContain("1 available");
    expect((await run("status", "--table", "other")).stdout).toContain("0 accounts");
  } finally {
    elsewhere.remove();
  }
});

const refused: Array<[string, string[], string]> = [
  [
    "an id that is none",
    ["210000000001", "12345", "--role", "Tests"],
    'Not an account id: "12345"; expected 12 digits.',
  ],
  [
    "a region that is none",
    ["210000000001", "--role", "Tests", "--region", "Ireland"],
    'the region is "Ireland"',
  ],
  [
    "the role of another account",
    ["210000000001", "--role", "arn:aws:iam::999999999999:role/Tests"],
    "the role belongs to account 999999999999, not to 210000000001",
  ],
];

test.each(refused)("add refuses %s, and adds nothing", async (_, args, message) => {
  await pool("init");
  const { exitCode, stderr } = await pool("add", ...args);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
  expect(await poolOf(aws).list()).toEqual([]);
});

test("add without any region says where to set one", async () => {
  const { AWS_REGION, AWS_DEFAULT_REGION, ...env } = aws.env;
  const { exitCode, stderr } = await realCli(["pool", "add", "210000000001", "--role", "Tests"], {
    cwd: folder.path,
    env,
  });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("code: NO_REGION");
  expect(stderr).toContain("next: Name it with --region");
});
