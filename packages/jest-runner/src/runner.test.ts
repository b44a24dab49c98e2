import { afterEach, expect, test } from "@jest/globals";
import { JestRig, type RigOptions } from "./testing/jest-rig.ts";

const rigs: JestRig[] = [];

async function start(options: RigOptions): Promise<JestRig> {
  const rig = await JestRig.start(options);
  rigs.push(rig);
  return rig;
}

afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.close()));
});

test.each([29, 30] as const)("Jest %i gives passing and failing files over two accounts", async (jest) => {
  const records = (title: string) =>
    `test(${JSON.stringify(title)}, () => console.log(process.env.REGATTA_ACCOUNT_ID + " " + process.env.JEST_WORKER_ID));`;
  const rig = await start({
    jest,
    files: {
      "a.test.js": records("a"),
      "b.test.js": records("b"),
      "deep/fails.test.js":
        "describe('outer', () => { test('fails', () => expect(1).toBe(2)); test.todo('later'); });",
    },
  });
  rig.ready(["1/x", "2/x"]);
  const { code, stderr } = await rig.exited;
  expect(stderr).toContain("Tests:       1 failed, 1 todo, 2 passed, 4 total");
  expect(code).toBe(1);
  expect(rig.outcomes()).toEqual({
    "a.test.js": "passed",
    "b.test.js": "passed",
    "deep/fails.test.js": "failed",
  });
});
