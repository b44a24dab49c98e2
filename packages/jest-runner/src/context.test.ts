import { once } from "node:events";
import { mkdir, symlink } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { regatta } from "@regatta/jest-runner/context";
import { otherAccount } from "./other-account.ts";
import { runnerPath } from "./runner-path.ts";
import { rigsOfThisFile } from "./testing/rigs.ts";

declare module "@regatta/jest-runner/context" {
  interface Outputs {
    orders: { TableName: string };
  }
}

const start = rigsOfThisFile();
const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

const OURS = {
  REGATTA_RUN_ID: "run-1",
  REGATTA_ACCOUNT_ID: "210000000001",
  REGATTA_REGION: "eu-west-1",
  REGATTA_OUTPUTS: JSON.stringify({ orders: { TableName: "orders-1" } }),
};

test("a test file is told its run, its account and the outputs, typed where the team said what there is", () => {
  Object.assign(process.env, OURS);
  const { account, runId } = regatta;
  expect([runId, account.id, account.region]).toEqual(["run-1", "210000000001", "eu-west-1"]);
  const table: string = regatta.outputs("orders").TableName;
  expect(table).toBe("orders-1");
  // @ts-expect-error: not an output of the service
  expect(account.outputs("orders").Queue).toBeUndefined();
  // @ts-expect-error: not a service of the team
  expect(() => regatta.outputs("oders")).toThrow(
    'no outputs of a service "oders" (REGATTA_OUTPUTS). Up when this file began: orders.',
  );
  const [own]: [unknown] = regatta.accounts(1);
  expect(own).toMatchObject({ id: "210000000001", aws: { region: "eu-west-1" } });
  expect(() => regatta.accounts(2)).toThrow("has 1 of the 2 accounts it asks for (REGATTA_ACCOUNTS)");
});

test("outside of Regatta each value that is asked for names the variable that is missing", () => {
  for (const name of [...Object.keys(OURS), "AWS_REGION"]) delete process.env[name];
  expect(() => regatta.runId).toThrow("REGATTA_RUN_ID is not set. `regatta run` sets it: the run's id.");
  expect(() => regatta.account).toThrow("REGATTA_ACCOUNT_ID is not set");
  expect(() => regatta.outputs("orders")).toThrow("REGATTA_OUTPUTS is not set");
  process.env.REGATTA_OUTPUTS = "{";
  expect(() => regatta.outputs("orders")).toThrow("REGATTA_OUTPUTS is not JSON.");
  process.env.REGATTA_ACCOUNT_ID = "1";
  expect(() => regatta.account).toThrow("REGATTA_REGION is not set");
  process.env.AWS_REGION = "us-east-1";
  // The SDK finds credentials where it always does.
  expect(regatta.account.aws).toEqual({ region: "us-east-1" });
});

test("further accounts come with their outputs and with credentials from their own endpoints", async () => {
  const answers = { AccessKeyId: "A", SecretAccessKey: "S", Token: "T", Expiration: "2030-01-01T00:00:00Z" };
  const server = createServer((request, response) => {
    const isKnown = request.url === "/second" && request.headers.authorization === "token-2";
    response.writeHead(isKnown ? 200 : 410).end(isKnown ? JSON.stringify(answers) : "over");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const env = {
      REGATTA_ACCOUNT_ID: "210000000002",
      REGATTA_REGION: "eu-west-2",
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${(server.address() as AddressInfo).port}/second`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "token-2",
    };
    const second = otherAccount(env, { orders: { TableName: "orders-2" } });
    const third = { ...second, id: "210000000003", token: "wrong" };
    Object.assign(process.env, OURS, { REGATTA_ACCOUNTS: JSON.stringify([second, third]) });
    const [, there, refused] = regatta.accounts(3);
    expect([there.id, there.region, there.outputs("orders").TableName]).toEqual([
      "210000000002",
      "eu-west-2",
      "orders-2",
    ]);
    expect(await there.aws.credentials?.()).toEqual({
      accessKeyId: "A",
      secretAccessKey: "S",
      sessionToken: "T",
      expiration: new Date("2030-01-01T00:00:00Z"),
    });
    await expect(refused.aws.credentials?.()).rejects.toThrow(
      "No credentials for account 210000000003: 410 over",
    );
  } finally {
    server.close();
  }
});

const SAYS =
  "test('says', () => { console.log(JSON.stringify([regatta.runId, regatta.account.id, regatta.outputs('orders'), regatta.accounts(1).length])); });";

test.each([29, 30] as const)("Jest %i: tests load the helper as CommonJS and as ES modules", async (jest) => {
  const rig = await start({
    jest,
    nodeArgs: ["--experimental-vm-modules", "--no-warnings"],
    config: { testMatch: ["**/*.test.*"], moduleFileExtensions: ["js", "mjs"] },
    files: {
      "a.test.js": `const { regatta } = require("@regatta/jest-runner/context"); ${SAYS}`,
      "b.test.mjs": `import { regatta } from "@regatta/jest-runner/context"; ${SAYS}`,
    },
  });
  const scope = join(rig.directory, "node_modules/@regatta");
  await mkdir(scope, { recursive: true });
  await symlink(join(dirname(runnerPath), ".."), join(scope, "jest-runner"));
  rig.ready([]);
  const outputs = { orders: { TableName: "orders-1" } };
  rig.join("1/x", { outputs, env: { REGATTA_RUN_ID: "r", REGATTA_ACCOUNT_ID: "1", REGATTA_REGION: "x" } });
  const { stderr } = await rig.exited;
  const said = rig.all("file-finished").map(({ result }) => result.console ?? stderr);
  expect(said).toEqual(Array(2).fill('console.log ["r","1",{"TableName":"orders-1"},1]'));
});
