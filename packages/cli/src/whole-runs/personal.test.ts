import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { RunPlan } from "@regatta/run";
import { deployedBy } from "./testing/deploys.ts";
import { endlessFile, passingFiles } from "./testing/sample-project.ts";
import { sampleServices, template } from "./testing/templates.ts";
import { type CalledInWorld, World } from "./testing/world.ts";

const shop = sampleServices({ base: {}, api: { dependsOn: ["base"] } });
let world: World;
let home: string;
let env: NodeJS.ProcessEnv;

/** A developer's machine: profiles of which one leads into the first account, and no keys in the environment. */
beforeAll(async () => {
  world = await World.start({ accounts: 2, files: { ...shop.files, ...passingFiles(5) } });
  const [own, other] = world.aws.accounts;
  const of = (accountId = "") => ({ accountId, region: "eu-west-1" });
  const config = {
    // Nobody ever made this one.
    pool: { table: "no-such-table" },
    accounts: { protected: [other?.id] },
    services: shop.services,
    deploy: { pollMs: 20 },
    personal: {
      anna: { ...of(own?.id), profile: "me" },
      wrong: { ...of("333333333333"), profile: "me" },
      crown: { ...of(other?.id), profile: "me" },
      typo: { ...of(own?.id), profile: "mee" },
      sso: { ...of(own?.id), profile: "ended" },
      byRole: { ...of(own?.id), roleArn: own?.roleArn, externalId: own?.externalId },
    },
  };
  world.project.write("regatta.config.json", JSON.stringify(config));
  home = join(world.project.directory, "home");
  mkdirSync(home);
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = world.env();
  writeFileSync(
    join(home, "credentials"),
    `[hub]\naws_access_key_id=${id}\naws_secret_access_key=${secret}\n`,
  );
  writeFileSync(
    join(home, "config"),
    [
      `[profile me]\nrole_arn=${own?.roleArn}\nexternal_id=${own?.externalId}\nsource_profile=hub\n`,
      "[profile ended]\nsso_start_url=https://example.awsapps.com/start\nsso_region=eu-west-1",
      "sso_account_id=210000000001\nsso_role_name=Admin\n",
    ].join("\n"),
  );
  env = {
    HOME: home,
    XDG_STATE_HOME: join(home, "state"),
    AWS_CONFIG_FILE: join(home, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "credentials"),
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
  };
});
afterAll(() => world.close());

const claims = () => readdirSync(join(home, "state/regatta/accounts"));
const ofTable = () => world.aws.requests.list().filter(({ service }) => service === "dynamodb").length;
const startedBy = (run: CalledInWorld) =>
  run.events().flatMap((event) => (event.kind === "file-started" ? [event.file] : []));

test("--shard k/n in an account of one's own is Jest's own split; the table is not asked, and the run can be replayed in its order", async () => {
  const before = ofTable();
  const run = await world.callIn(env, "run", "--account", "anna", "--shard", "1/2", "-t", "works");
  expect(run.output).toContain("all 3 files passed");
  expect(run.code).toBe(0);
  expect(deployedBy(run)).toEqual(["api", "base"]);
  const jest = join(world.project.directory, "node_modules/jest/bin/jest.js");
  const listed = execFileSync(process.execPath, [jest, "--listTests", "--json", "--shard", "1/2"], {
    cwd: world.project.directory,
    encoding: "utf8",
  });
  const split = (JSON.parse(listed) as string[]).map((file) => relative(world.project.directory, file));
  const order = startedBy(run);
  expect(order.toSorted()).toEqual(split.toSorted());

  world.project.write("services/api/template.json", template("api", undefined, "2"));
  const replay = await world.callIn(env, "replay", "latest", "--account", "anna");
  expect(replay.output).toContain("services with another fingerprint: api");
  expect(replay.code).toBe(0);
  expect(startedBy(replay)).toEqual(order);
  expect(replay.events()[0]).toMatchObject({ argv: expect.arrayContaining(["-t", "works"]) });
  const plan = await world.callIn(env, "plan", "--account", "anna", "--json");
  const planned = JSON.parse(plan.stdout) as RunPlan;
  expect(planned).toMatchObject({ personal: "anna", accounts: [{ account: "210000000001/eu-west-1" }] });
  expect(planned.files.filter(({ expectedMs }) => expectedMs !== undefined)).toHaveLength(split.length);
  expect(ofTable()).toBe(before);
  expect(claims()).toEqual([]);
});

test.each([
  ["wrong", "WRONG_ACCOUNT", "belong to account 210000000001; nothing was touched there"],
  ["crown", "PROTECTED_ACCOUNT", "210000000002/eu-west-1 is protected"],
  ["typo", "PROFILE_UNUSABLE", "aws sts get-caller-identity --profile mee"],
  ["sso", "LOGIN_ENDED", "aws sso login --profile ended"],
])("%s is refused with %s before anything is touched", async (account, code, words) => {
  const before = world.aws.requests.list().length;
  const deploy = await world.callIn(env, "deploy", "--account", account);
  expect(deploy.code).toBe(2);
  expect(deploy.output).toContain(code);
  expect(deploy.output).toContain(words);
  const asked = world.aws.requests.list().slice(before);
  expect(asked.filter(({ service }) => service !== "sts")).toEqual([]);
  expect(claims()).toEqual([]);
});

test("a second terminal is told who has the account, a run cut off says what to do, and what it began is mended by role too", async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = world.env();
  const keys = { ...env, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
  world.project.write("tests/hangs.test.js", endlessFile);
  const run = world.regattaIn(env, "run", "--account", "anna", "tests/hangs");
  const [first] = await Promise.all([run.waitFor("run-started"), run.waitFor("file-started")]);
  const second = await world.callIn(keys, "deploy", "--account", "byRole");
  expect(second.code).toBe(2);
  expect(second.output).toContain("ACCOUNT_BUSY");
  expect(second.output).toContain(`in use by run ${first.runId} (process ${run.child.pid}, since 20`);
  run.child.kill("SIGINT");
  const { code, output } = await run.ended;
  expect(code).toBe(130);
  expect(output).toContain("next: Nobody cleans your own account");
  expect(output).toContain("regatta deploy --account anna");
  expect(claims()).toEqual([]);
  expect(await world.callIn(keys, "deploy", "--account", "byRole")).toMatchObject({ code: 0 });
});
