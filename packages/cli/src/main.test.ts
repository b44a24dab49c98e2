import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startCli } from "./testing/real-cli.ts";
import { TemporaryFolder } from "./testing/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends a command that has nothing to put in order, with %d", async (signal, exitCode) => {
  const neverAnswers = createServer().listen(0, "127.0.0.1");
  await once(neverAnswers, "listening");
  const { port } = neverAnswers.address() as { port: number };
  const child = startCli(["pool", "status", "--table", "regatta"], {
    cwd: folder.path,
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLEEXAMPLE00",
      AWS_SECRET_ACCESS_KEY: "example",
    },
  });
  await once(neverAnswers, "connection");
  child.kill(signal);
  expect(await child).toMatchObject({ exitCode, stdout: "", stderr: "" });
  neverAnswers.close();
});

test("a reader that has seen enough is no error", async () => {
  const child = startCli(["--help"], { cwd: folder.path });
  child.stdout.destroy();
  expect(await child).toMatchObject({ exitCode: 0, stderr: "" });
});

test("the built command shows its help from any folder", async () => {
  const { exitCode, stdout, stderr } = await startCli(["--help"], { cwd: folder.path });
  expect(stdout).toMatch(/^Usage: regatta /);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});
