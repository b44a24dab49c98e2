import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { CredentialsEndpoint, openSession, sessionEnvironment } from "@regatta/accounts";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { execa } from "execa";
import { fillPool } from "./fill-pool.ts";
import { localEnvironment } from "./local-environment.ts";
import { regattaCommand } from "./run-regatta.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const jest = join(dirname(createRequire(import.meta.url).resolve("jest/package.json")), "bin", "jest.js");

interface Ended {
  exitCode?: number;
  all?: string;
}

let aws: LocalAws;
let before: NodeJS.ProcessEnv;
/** Which of the two accounts the shop was deployed to. */
let deployed: number;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: 2 });
  // openSession takes the standard environment, as every part of Regatta does.
  before = { ...process.env };
  Object.assign(process.env, aws.env);
  await fillPool(aws);
  const run = await node([regattaCommand(), "run", "--accounts", "1", "settings/add-setting"], {
    ...localEnvironment(aws, before),
    CI: "true",
  });
  deployed = aws.accounts.findIndex(({ id }) => run.all?.includes(`${id}/`));
}, 120_000);

afterAll(async () => {
  process.env = before;
  await aws.close();
});

async function node(args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return execa(process.execPath, args, { cwd: home, env, extendEnv: false, all: true, reject: false });
}

/** Plain Jest in an account, as a worker of a run has it. */
async function plainJest(account: number, args: string[]): Promise<Ended> {
  const target = aws.accounts[account];
  if (!target) throw new Error(`there is no account ${account}`);
  const endpoint = await CredentialsEndpoint.start();
  const session = await openSession({ account: target, runId: "shop-test" });
  try {
    const base = localEnvironment(aws, before);
    return await node(
      [jest, ...args],
      sessionEnvironment({ session, served: endpoint.serve(session), base }),
    );
  } finally {
    session.close();
    await endpoint.close();
  }
}

test("plain Jest passes the shop's tests in an account it is deployed to, one file at a time", async () => {
  const run = await plainJest(deployed, ["-i", "/settings/(add|counter|first|swap)"]);
  expect(run.all).toMatch(/Test Suites: +(\d+) passed, \1 total/);
  expect(run.exitCode).toBe(0);
}, 120_000);

test("every file fails in an account nothing is deployed to", async () => {
  const run = await plainJest(1 - deployed, ["-i", "/orders/[n-p]"]);
  expect(run.exitCode).toBe(1);
  expect(run.all).toContain("ParameterNotFound");
  expect(run.all).toMatch(/Test Suites: +(\d+) failed, \1 total/);
}, 120_000);

test("two files at once in one account are noticed", async () => {
  const run = await plainJest(deployed, ["-w", "2", "from-cart-to-door|slow-carrier"]);
  expect(run.exitCode).toBe(1);
  expect(run.all).toContain("two test files share it");
}, 120_000);
