import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { callProgram } from "../testing/call-program.ts";
import { fillPool } from "../testing/filled-pool.ts";

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
