import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Interrupts } from "../../interrupts.ts";
import { callProgram } from "../../testing/call-program.ts";
import { TemporaryFolder } from "../../testing/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
  writeFileSync(join(folder.path, "regatta.config.json"), "{}");
});
afterEach(() => folder.remove());

test("it prints an address with a token, serves until Ctrl-C, and lets nobody in without", async () => {
  const interrupt = new Interrupts();
  let served: Promise<number[]> | undefined;
  const called = await callProgram(["ui"], {
    cwd: folder.path,
    interrupt,
    onStdout: (text) => {
      const [address] = /http:\S+/.exec(text) ?? [];
      if (address === undefined || served) return;
      served = Promise.all(
        [address, new URL(".", address).href].map(async (url) => (await fetch(url)).status),
      );
      void served.then(() => interrupt.receive("SIGINT"));
    },
  });
  expect(called).toMatchObject({ exitCode: 0, stderr: "" });
  expect(await served).toEqual([200, 403]);
  expect(called.stdout).toMatch(/Ctrl-C ends it\.\n\nEnded\.\n$/);
});

test("--open hands the browser a file that only its user can read, and no token on a command line", async () => {
  const opener = join(folder.path, process.platform === "darwin" ? "open" : "xdg-open");
  writeFileSync(
    opener,
    `#!/bin/sh\nprintf %s "$*" > '${folder.path}/opened'; cp -p "$1" '${folder.path}/page'\n`,
  );
  chmodSync(opener, 0o755);
  const interrupt = new Interrupts();
  let address = "";
  const called = await callProgram(["ui", "--open"], {
    cwd: folder.path,
    env: { PATH: [folder.path, process.env.PATH].join(delimiter) },
    interrupt,
    onStdout: (text) => {
      address = /http:\S+/.exec(text)?.[0] ?? address;
      if (text.includes("in the browser")) interrupt.receive("SIGINT");
    },
  });
  expect(called).toMatchObject({ exitCode: 0, stderr: "" });
  const opened = readFileSync(join(folder.path, "opened"), "utf8");
  expect(opened).not.toContain(new URL(address).searchParams.get("token"));
  expect(readFileSync(join(folder.path, "page"), "utf8")).toContain(`url=${address}`);
  expect(statSync(join(folder.path, "page")).mode & 0o077).toBe(0);
  expect(() => statSync(opened)).toThrow();
});

test("where there is no browser it says so, and serves all the same", async () => {
  const interrupt = new Interrupts();
  const called = callProgram(["ui", "--open"], {
    cwd: folder.path,
    env: { PATH: folder.path },
    interrupt,
    onStderr: () => interrupt.receive("SIGINT"),
  });
  expect(await called).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Ended.") });
  expect((await called).stderr).toContain("BROWSER_NOT_OPENED");
});
