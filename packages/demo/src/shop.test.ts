import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { CredentialsEndpoint, openSession, type Session, sessionEnvironment } from "@regatta/accounts";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { execa } from "execa";
import { fillPool } from "./fill-pool.ts";
import { localEnvironment } from "./local-environment.ts";

const home = join(dirname(fileURLToPath(import.meta.url)), "..");
const packages = createRequire(import.meta.url);
const regatta = join(dirname(packages.resolve("regatta/package.json")), "bin", "regatta.js");
const jest = join(dirname(packages.resolve("jest/package.json")), "bin", "jest.js");

let aws: LocalAws;
let output: string;
let before: NodeJS.ProcessEnv;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: 2 });
  output = mkdtempSync(join(tmpdir(), "regatta-shop-"));
  // openSession takes the standard environment, as every part of Regatta does.
  before = { ...process.env };
  Object.assign(process.env, aws.env);
});

afterAll(async () => {
  process.env = before;
  await aws.close();
  rmSync(output, { recursive: true });
});

/** Plain Jest in an account of the pool, as a worker of a run has it. */
async function plainJest(account: number, args: string[]): Promise<{ exitCode?: number; all?: string }> {
  const target = aws.accounts[account];
  if (!target) throw new Error(`there is no account ${account}`);
  const endpoint = await CredentialsEndpoint.start();
  const session: Session = await openSession({ account: target, runId: "shop-test" });
  try {
    const base = localEnvironment(aws, before);
    const env = sessionEnvironment({ session, served: endpoint.serve(session), base });
    return await execa(process.execPath, [jest, ...args], {
      cwd: home,
      env,
      extendEnv: false,
      all: true,
      reject: false,
    });
  } finally {
    session.close();
    await endpoint.close();
  }
}

test("the shop's tests pass where it is deployed, and fail where it is not or where two share an account", async () => {
  await fillPool(aws);
  const run = await execa(
    process.execPath,
    [regatta, "run", "--accounts", "1", "integration/settings/add-setting"],
    {
      cwd: home,
      env: { ...localEnvironment(aws, before), CI: "true" },
      extendEnv: false,
      all: true,
      reject: false,
    },
  );
  expect(run.all).toContain("all 1 files passed");
  const used = aws.accounts.findIndex(({ id }) => run.all?.includes(`${id}/`));

  const deployed = await plainJest(used, ["integration/settings/add-setting"]);
  expect(deployed.exitCode).toBe(0);

  const elsewhere = await plainJest(1 - used, ["integration/settings/add-setting"]);
  expect(elsewhere.exitCode).toBe(1);
  expect(elsewhere.all).toContain("ParameterNotFound");

  const shared = await plainJest(used, ["-w", "2", "from-cart-to-door|slow-carrier"]);
  expect(shared.exitCode).toBe(1);
  expect(shared.all).toContain("the account is in use by");
}, 60_000);
