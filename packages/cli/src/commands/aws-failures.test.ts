import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { type Called, callProgram } from "../testing/call-program.ts";
import { inEnvironment } from "../testing/in-environment.ts";
import { realCli } from "../testing/real-cli.ts";
import { TemporaryFolder } from "../testing/temporary-folder.ts";

let aws: LocalAws;
let folder: TemporaryFolder;
beforeAll(async () => {
  aws = await startLocalAws({ accounts: 1 });
  folder = new TemporaryFolder({ "regatta.config.json": "{}" });
});
afterEach(() => aws.faults.clear());
afterAll(async () => {
  await aws.close();
  folder.remove();
});

interface Failure {
  command: string[];
  env?: () => Record<string, string>;
  fault?: Parameters<LocalAws["faults"]["add"]>[0];
  exitCode: number;
  code: string;
  next: string;
}

const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(aws.env).filter(([name]) => !names.includes(name)));
const status = ["pool", "status"];
const failures: Record<string, Failure> = {
  "no credentials": {
    command: status,
    env: () => without("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    exitCode: 2,
    code: "NO_CREDENTIALS",
    next: "AWS_PROFILE",
  },
  "credentials that are not taken": {
    command: status,
    env: () => ({ ...aws.env, AWS_ACCESS_KEY_ID: "AKIAUNKNOWNUNKNOWN00" }),
    exitCode: 2,
    code: "CREDENTIALS_REFUSED",
    next: "renew them",
  },
  "no region": {
    command: status,
    env: () => without("AWS_REGION", "AWS_DEFAULT_REGION"),
    exitCode: 2,
    code: "NO_REGION",
    next: "AWS_REGION",
  },
  "a table that does not exist": {
    command: status,
    exitCode: 2,
    code: "TABLE_NOT_FOUND",
    next: "regatta pool init",
  },
  "a table that does not exist, when adding": {
    command: ["pool", "add", "210000000001", "--role", "Tests"],
    exitCode: 2,
    code: "TABLE_NOT_FOUND",
    next: "regatta pool init",
  },
  "no permission to read": {
    command: status,
    fault: { service: "dynamodb", operation: "Query", kind: { kind: "access-denied" } },
    exitCode: 2,
    code: "ACCESS_DENIED",
    next: "Allow dynamodb:Query on table regatta",
  },
  "no permission to make the table": {
    command: ["pool", "init"],
    fault: { service: "dynamodb", operation: "CreateTable", kind: { kind: "access-denied" } },
    exitCode: 2,
    code: "ACCESS_DENIED",
    next: "Allow dynamodb:CreateTable on table regatta",
  },
  "nobody there": {
    command: status,
    env: () => ({ ...aws.env, AWS_ENDPOINT_URL: "http://127.0.0.1:9" }),
    exitCode: 3,
    code: "AWS_UNREACHABLE",
    next: "AWS_ENDPOINT_URL",
  },
  "an AWS that fails": {
    command: status,
    fault: { service: "dynamodb", kind: { kind: "server-error" } },
    exitCode: 3,
    code: "AWS_FAILED",
    next: "try again",
  },
};

/** Inside this process; where nobody is there in one of its own, for within Jest an error of Node's is no `Error` to the SDK. */
async function call(command: string[], env: Record<string, string>): Promise<Called> {
  if (env.AWS_ENDPOINT_URL !== aws.env.AWS_ENDPOINT_URL) return realCli(command, { cwd: folder.path, env });
  // No file of the machine's may name a region or have credentials.
  const restore = inEnvironment({ HOME: folder.path, ...env });
  return callProgram(command, { cwd: folder.path, env: process.env }).finally(restore);
}

test.each(Object.entries(failures))("%s", async (_, { command, env, fault, exitCode, code, next }) => {
  if (fault) aws.faults.add(fault);
  const called = await call(command, env ? env() : aws.env);
  expect(called.stderr).toMatch(/^error: /);
  expect(called.stderr).toContain(`  code: ${code}`);
  expect(called.stderr.trimEnd().split("\n").at(-1)).toMatch(/^next: /);
  expect(called.stderr).toContain(next);
  expect(called.stderr).not.toContain("    at ");
  expect({ exitCode: called.exitCode, stdout: called.stdout }).toEqual({ exitCode, stdout: "" });
});
