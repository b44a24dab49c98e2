import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { deployedBy } from "./testing/deploys.ts";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices, template } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

const shop = sampleServices({ base: {}, api: { dependsOn: ["base"] } });
let world: World;
let home: string;
let env: NodeJS.ProcessEnv;

/** A developer's machine: a profile that leads into the first account, and no keys in the environment. */
beforeEach(async () => {
  world = await World.start({ accounts: 2, files: { ...shop.files, ...passingFiles(3) } });
  const [own, other] = world.aws.accounts;
  const of = (accountId = "") => ({ accountId, region: "eu-west-1" });
  const config = {
    // Nobody ever made this one.
    pool: { table: "no-such-table" },
    services: shop.services,
    deploy: { pollMs: 20 },
    personal: {
      anna: { ...of(own?.id), profile: "me" },
      wrong: { ...of(other?.id), profile: "me" },
      typo: { ...of(own?.id), profile: "mee" },
      sso: { ...of(own?.id), profile: "ended" },
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
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
  };
});
afterEach(() => world.close());

test("a run works in an account of one's own by its profile, with no table, deploys what changed, and leaves no lock", async () => {
  const ofSetup = world.aws.requests.list().filter(({ service }) => service === "dynamodb");
  const first = await world.callIn(env, "run", "--account", "anna");
  expect(first.output).toContain("all 3 files passed");
  expect(first.code).toBe(0);
  expect(deployedBy(first)).toEqual(["api", "base"]);
  world.project.write("services/api/template.json", template("api", undefined, "2"));
  const plan = await world.callIn(env, "plan", "--account", "anna");
  expect(plan.output).toContain('The account "anna" of your own would be used.');
  expect(plan.output).toContain("deploy api (changed)");
  const second = await world.callIn(env, "deploy", "--account", "anna");
  expect(second).toMatchObject({ code: 0 });
  expect(deployedBy(second)).toEqual(["api"]);
  expect(readdirSync(join(home, "state/regatta/accounts"))).toEqual([]);
  expect(world.aws.requests.list().filter(({ service }) => service === "dynamodb")).toEqual(ofSetup);
});
