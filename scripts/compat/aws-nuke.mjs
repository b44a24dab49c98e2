// The configuration Regatta generates, read by the real aws-nuke (version 3, from the PATH), which asks AWS nothing for it.
import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { built, root } from "../bench/built.mjs";
import { MissingTool } from "./missing-tool.mjs";

const { parse } = createRequire(join(root, "packages/cleaner/package.json"))("yaml");
const [account, other] = ["012345678901", "111111111111"];

export async function readByAwsNuke() {
  if (spawnSync("aws-nuke", ["--version"]).status !== 0) throw new MissingTool("aws-nuke 3", "aws-nuke");
  const { nukeConfig } = await built("cleaner");
  const config = nukeConfig({
    account: { id: account, region: "eu-west-1" },
    protectedAccounts: [other],
    global: true,
    roles: ["RegattaTest"],
    keep: ["team-{a,b}*"],
    stacks: [{ name: "CDKToolkit", resources: ["cdk-assets"] }],
    baseline: ["known"],
    aliasCheck: false,
  });
  const folder = mkdtempSync(join(tmpdir(), "regatta-compat-"));
  try {
    const file = join(folder, "config.yaml");
    writeFileSync(file, config);
    checkTypes(config);
    checkAccounts(file);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every type the configuration names is one aws-nuke knows: of an unknown one it would say nothing. */
function checkTypes(config) {
  const { settings, accounts, "resource-types": types } = parse(config);
  const named = [...Object.keys(settings), ...types.excludes, ...Object.keys(accounts[account].filters)];
  const known = new Set(
    run(["resource-types"])
      .stdout.split("\n")
      .map((line) => line.split(" ")[0]),
  );
  assert.deepEqual(
    named.filter((type) => type !== "__global__" && !known.has(type)),
    [],
  );
  console.log(`  ${named.length} names of types are known to it`);
}

function checkAccounts(file) {
  const explain = (id) => run(["explain-config", "--config", file, "--account-id", id, "--with-excluded"]);
  const own = explain(account);
  assert.equal(own.status, 0, own.stderr);
  assert.match(own.stdout, /S3Object/);
  assert.notEqual(explain(other).status, 0);
  console.log("  it reads the configuration, for the one account and for no other");
}

const run = (args) => spawnSync("aws-nuke", args, { encoding: "utf8", env: { PATH: process.env.PATH } });
