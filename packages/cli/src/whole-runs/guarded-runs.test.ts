import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { testFile } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const exclusive = (body = "") => `/** @exclusive */\n${testFile(body)}`;
const files = { "tests/a.test.js": exclusive(), "tests/b.test.js": exclusive() };

test("a file that wants its account untouched finds data made fresh by the team's command, in the account's session", async () => {
  const says = `"$REGATTA_ACCOUNT_ID $REGATTA_REGION \${AWS_CONTAINER_AUTHORIZATION_TOKEN:+token} \${AWS_ACCESS_KEY_ID:-no} keys"`;
  world = await World.start({
    accounts: 1,
    files,
    config: { cleaning: { dataCommand: `echo ${says} >> cleaned.txt` } },
  });
  const { code, events, output } = await world.call("run");
  expect([code, output]).toEqual([0, expect.stringContaining("has fresh data for tests/")]);
  // The first one found the account as it was leased.
  const [fresh, ...more] = events().filter(({ kind }) => kind === "account-freshened");
  expect([fresh, more]).toEqual([expect.not.objectContaining({ problem: expect.anything() }), []]);
  const { id } = world.aws.accounts[0] ?? {};
  expect(readFileSync(join(world.project.directory, "cleaned.txt"), "utf8")).toBe(
    `${id} eu-west-1 token no keys\n`,
  );
  expect(await world.states()).toEqual({ available: 1 });
});

test("where that command fails the account goes dirty with its last words, and the file runs in another one", async () => {
  world = await World.start({
    accounts: 2,
    files,
    config: { accounts: { max: 1 }, cleaning: { dataCommand: "echo resetting; echo no such table; exit 4" } },
  });
  const { code, events } = await world.call("run");
  expect(code).toBe(0);
  expect(events()).toContainEqual(
    expect.objectContaining({
      kind: "account-freshened",
      problem: "echo resetting; echo no such table; exit 4 ended with exit code 4.\nresetting\nno such table",
    }),
  );
  const passed = events().flatMap((event) => (event.kind === "file-finished" ? [event.file] : []));
  expect(passed.toSorted()).toEqual(Object.keys(files));
  expect(await world.states()).toEqual({ available: 1, dirty: 1 });
  expect((await world.dirty())[0]?.reason).toMatch(
    /^making its data fresh for tests\/[ab]\.test\.js failed: .*ended with exit code 4\. resetting no such table$/,
  );
});

test("a file of two accounts works in both, with the credentials and the outputs of each", async () => {
  const { files: templates, services } = sampleServices({ base: {} });
  const resolve = createRequire(import.meta.url).resolve;
  const helper = createRequire(resolve("@regatta/run")).resolve("@regatta/jest-runner/context");
  const across = testFile(`
    const { regatta } = require(${JSON.stringify(helper)});
    const { CloudFormationClient, DescribeStacksCommand } = require(${JSON.stringify(resolve("@aws-sdk/client-cloudformation"))});
    const seen = await Promise.all(regatta.accounts(2).map(async (account) => {
      const { Stacks } = await new CloudFormationClient(account.aws).send(new DescribeStacksCommand({}));
      return [account.id, Stacks.map(({ StackId }) => StackId.split(":")[4]), account.outputs("base")];
    }));
    const [[here], [there]] = seen;
    expect([here, here === there]).toEqual([regatta.account.id, false]);
    expect(seen).toEqual([here, there].map((id) => [id, [id], { SettingName: "/sample/base" }]));`);
  world = await World.start({
    accounts: 2,
    files: {
      ...templates,
      "tests/across.test.js": `/** @accounts 2 */\n${across}`,
      "tests/a.test.js": testFile(""),
    },
    config: { services },
  });
  const { code, events, output } = await world.call("run");
  expect([code, output]).toEqual([0, expect.stringContaining("2 passed")]);
  const started = events().flatMap((event) => (event.kind === "file-started" ? [event] : []));
  expect(started.find(({ file }) => file === "tests/across.test.js")?.others).toHaveLength(1);
  expect(await world.states()).toEqual({ available: 2 });
});
