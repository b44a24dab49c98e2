import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { LocalAws } from "@regatta/local-aws";
import type { Finding } from "@regatta/setup";
import { poolOf } from "../../testing/filled-pool.ts";
import { tamperedPool } from "../../testing/tampered-pool.ts";
import { Terminal } from "../../testing/terminal.ts";

let terminal: Terminal;
let aws: LocalAws;
beforeAll(async () => {
  terminal = await Terminal.open({ accounts: 5 });
  aws = terminal.aws;
  const config = { accounts: { protected: [aws.hub.id, "210000000005"] } };
  terminal.folder.write("regatta.config.json", JSON.stringify(config));
});
afterAll(() => terminal.close());

const key = (n: number) => `21000000000${n}/eu-west-1`;
const doctor = (...args: string[]) => terminal.call("doctor", ...args);

test("without a table the doctor says so, and of whoever asks", async () => {
  const { exitCode, stdout } = await doctor();
  expect(exitCode).toBe(1);
  expect(stdout).toContain("✗ reading it: ");
  expect(stdout).toContain("✓ this machine own identity");
});

test("faults of several accounts are told one by one, with what to do, and nothing is touched", async () => {
  const pool = poolOf(aws);
  const swapped = tamperedPool(aws, { roleArn: { S: aws.accounts[0]?.roleArn ?? "" } });
  await pool.createTable();
  for (const [n, account] of aws.accounts.entries()) {
    if (n === 1) await pool.add({ ...account, externalId: "somebody-elses" });
    else if (n === 2) await pool.add({ ...account, roleArn: `arn:aws:iam::${account.id}:role/Missing` });
    else if (n === 3) await swapped.add(account);
    else await pool.add(account);
  }
  aws.requests.clear();

  const { exitCode, stdout } = await doctor("--json");
  expect(exitCode).toBe(1);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  const problems = findings.filter(({ verdict }) => verdict === "problem");
  expect(problems.map(({ about, check, seen }) => [about, check, seen])).toEqual([
    [key(2), "entering it", expect.stringContaining('external id "somebody-elses"')],
    [key(3), "entering it", expect.stringContaining("role/Missing")],
    [key(4), "role", expect.stringContaining("belongs to account 210000000001")],
    [key(5), "protection", expect.stringContaining("protected")],
  ]);
  for (const { fix } of problems) expect(fix).toBeDefined();
  expect(findings).toContainEqual(
    expect.objectContaining({ about: key(1), check: "external id", verdict: "ok" }),
  );
  // Of the accounts only the sound one was entered, and nothing but looked at.
  const calls = aws.requests.list().filter(({ account }) => account !== aws.hub.id);
  expect(new Set(calls.map(({ account }) => account))).toEqual(new Set(["210000000001"]));
  expect(calls.every(({ operation = "" }) => /^(Get|List|Describe|Simulate)/.test(operation))).toBe(true);
  const writes = aws.requests.list({ service: "dynamodb" }).filter(({ status }) => status === 200);
  expect(writes.some(({ operation }) => operation === "UpdateItem")).toBe(false);
});

test("one account by itself, for people", async () => {
  const { exitCode, stdout } = await doctor("210000000001");
  expect(stdout).toMatch(/✓ 210000000001\/eu-west-1 entering it, session, external id/);
  expect(stdout).not.toContain(key(2));
  expect(exitCode).toBe(0);
});
