import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { PASSES, rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();
const until = (name: string) =>
  `test("waits", async () => {
    while (!require("fs").existsSync("${name}")) await new Promise((r) => setTimeout(r, 5));
  });`;

test("an account that others wait for goes after the file it runs, whichever ends first; the rest runs elsewhere", async () => {
  const rig = await start({
    files: {
      "long.test.js": until("go-long"),
      "short.test.js": until("go-short"),
      "more.test.js": PASSES,
    },
  });
  const end = (name: string) => writeFile(join(rig.directory, `go-${name}`), "");
  rig.ready(["1/x", "2/x"], {
    expectedMs: { "long.test.js": 90, "short.test.js": 80, "more.test.js": 1 },
  });
  await rig.waitFor("file-started", { file: "long.test.js" });
  const { account } = await rig.waitFor("file-started", { file: "short.test.js" });
  // A number that was too large is taken back as long as nothing was given up for it.
  rig.send({ kind: "surplus", accounts: 2 });
  rig.send({ kind: "surplus", accounts: 1 });
  await end("short");
  await rig.waitFor("account-idle", { account, surplus: true });
  expect(rig.all("file-started", { file: "more.test.js" })).toEqual([]);
  await end("long");
  expect((await rig.exited).code).toBe(0);
  expect(rig.all("account-idle").map(({ surplus }) => surplus)).toEqual([true, undefined]);
  expect(rig.all("file-cut-off")).toEqual([]);
  expect(rig.all("file-started", { file: "more.test.js" })[0]?.account).not.toBe(account);
  expect(new Set(Object.values(rig.outcomes()))).toEqual(new Set(["passed"]));
});
