import { expect, test } from "@jest/globals";
import { PASSES, rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();

test("an account that is looked over after each file takes no other until it was, and goes idle only then", async () => {
  const rig = await start({ files: { "long.test.js": PASSES, "short.test.js": PASSES } });
  rig.ready(["1/x"], { inspect: true, expectedMs: { "long.test.js": 9, "short.test.js": 1 } });
  await rig.waitFor("account-quiet", { account: "1/x" });
  await rig.waitFor("file-finished", { file: "long.test.js" });
  expect(rig.all("file-started")).toHaveLength(1);
  rig.send({ kind: "inspected", account: "1/x" });
  await rig.waitFor("file-finished", { file: "short.test.js" });
  expect(rig.all("account-quiet").map(({ files }) => files)).toEqual([["long.test.js"], ["short.test.js"]]);
  expect(rig.all("account-idle")).toEqual([]);
  rig.send({ kind: "inspected", account: "1/x" });
  expect((await rig.exited).code).toBe(0);
  expect(rig.all("account-idle")).toHaveLength(1);
});
