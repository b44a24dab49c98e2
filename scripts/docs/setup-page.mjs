// docs/setup.md, block by block: what its reader types is typed in bash, with the real AWS CLI, into an embedded AWS that
// honours the policies. What a StackSet would do in the accounts is done there by `aws cloudformation deploy`.
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { built, root } from "../bench/built.mjs";
import { installFromPyPi } from "../compat/installed.mjs";
import { Job } from "./ci/job.mjs";
import { gitHubToken } from "./ci/tokens.mjs";

const page = readFileSync(join(root, "docs/setup.md"), "utf8");
const BLOCK = /^```(\w+)\n([\s\S]*?)^```$/gm;
const kit = (name) => import(join(root, "packages/setup/dist/testing", `${name}.js`));
const { parse } = createRequire(join(root, "packages/cli/package.json"))("yaml");

/** In the place of the real one: StackSets, which the embedded AWS has not, are checked by the CLI's own model and kept. */
const AWS = `#!/bin/bash
case "$1 $2" in
"cloudformation create-stack-set" | "cloudformation create-stack-instances")
  "$AWS_CLI" "$@" --generate-cli-skeleton output > /dev/null || exit
  printf '%s\\n' "$@" > "$HOME/$2.txt" ;;
*) exec "$AWS_CLI" "$@" ;;
esac
`;

export async function trySetupPage({ report, wanted }) {
  if (!wanted("docs/setup.md")) return;
  const tools = installFromPyPi("awscli", ["awscli==1.46.3"], "about 190 MB");
  const { startLocalAws } = await built("local-aws");
  const { KitProject } = await kit("kit-project");
  const aws = await startLocalAws({ accounts: 2, timings: { observeMs: 0 } });
  const project = new KitProject();
  try {
    const world = await prepare({ aws, project, cli: join(tools, "bin/aws") });
    await typeBlocks(world, report);
  } finally {
    await aws.close();
    project.remove();
  }
}

async function prepare({ aws, project, cli }) {
  const { organization, project: circleProject, circleToken } = await kit("kit-world");
  const bin = join(project.directory, "bin");
  const modules = join(project.directory, "node_modules");
  for (const folder of [bin, join(modules, ".bin"), join(project.directory, "home")]) mkdirSync(folder);
  chmodSync(project.write("bin/aws", AWS), 0o755);
  for (const at of [join(bin, "regatta"), join(modules, ".bin/regatta")])
    symlinkSync(join(root, "packages/cli/bin/regatta.js"), at);
  symlinkSync(join(root, "packages/cli"), join(modules, "regatta"));
  const env = {
    ...aws.env,
    PATH: `${bin}:${process.env.PATH}`,
    HOME: join(project.directory, "home"),
    AWS_CLI: cli,
    AWS_PAGER: "",
    AWS_EC2_METADATA_DISABLED: "true",
    CI: "true",
  };
  return { aws, project, env, token: circleToken(), ids: [organization, circleProject, "another"] };
}

async function typeBlocks(world, report) {
  for (const [, language, text] of page.matchAll(BLOCK)) {
    const filled = fill(text, world);
    if (language === "sh")
      for (const line of linesOf(filled)) await report(`setup.md: ${short(line)}`, () => type(world, line));
    if (language === "ts") writeConfig(world, filled);
    if (language === "yaml") await report(`setup.md: ${short(filled)}`, () => runSteps(world, parse(filled)));
    if (text.includes("setup ci-role"))
      await report("setup.md: the role of the job that cleans", () => makeCleaningRole(world));
    if (text.includes("create-stack-instances")) {
      await report("setup.md: account-role in every account", () => deployAsStackSet(world));
      await report("setup.md: the same with cleaner-role", () => deployCleanerRole(world));
    }
    if (text.includes("pool import")) await report("setup.md: regatta doctor", () => checkByDoctor(world));
  }
  await report("setup.md: regatta clean, as the job that cleans", () => cleanByItsRole(world));
  await report("setup.md: aws sts assume-role-with-web-identity", () => askForHours(world));
}

const short = (text) => text.trim().split("\n")[0].slice(0, 90);

function fill(text, { aws, ids }) {
  const left = [...ids];
  return text
    .replaceAll(/<id>/g, () => left.shift() ?? ids.at(-1))
    .replaceAll("<hub>", aws.hub.id)
    .replaceAll("<production>", "999999999999")
    .replaceAll("<external id>", "our-tests")
    .replaceAll("<ou>", "ou-rega-pool0001")
    .replaceAll("<account id>", aws.accounts[0].id);
}

const linesOf = (text) =>
  text
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));

async function bash({ project, env }, script, more = {}) {
  const child = spawn("bash", ["-c", script], {
    cwd: project.directory,
    env: { ...env, ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  const [code] = await once(child, "close");
  return { code, output };
}

async function type(world, line, more) {
  const asks = line.includes("pool import") && !line.includes("--yes");
  if (asks) assert.match((await bash(world, line)).output, /CONFIRMATION_NEEDED/);
  const { code, output } = await bash(world, asks ? `${line} --yes` : line, more);
  assert.equal(code, 0, output);
  assert.doesNotMatch(
    line,
    /<[a-z]/,
    "a placeholder that nothing is said of: scripts/docs/setup-page.mjs, fill()",
  );
  return "";
}

/** The page's configuration, with a service in the place of the dots. */
function writeConfig({ project }, text) {
  const services =
    'services: { app: { directory: ".", template: "template.json", inputs: ["!**", "template.json"] } },';
  const whole = `import { defineConfig } from "regatta";\n${text.replace("// …", `${services} deploy: { pollMs: 20 },`)}`;
  rmSync(join(project.directory, "regatta.config.json"), { force: true });
  project.write("regatta.config.ts", whole.replace("cleaning: {", "cleaning: { proofSeconds: 0,"));
}

function makeCleaningRole(world) {
  const [said] = /RoleName=regatta-ci-cleaner\s+CleanerRoleName=\S+ CreateProvider=false/.exec(page) ?? [];
  assert(said, "the page says no more how the role of the job that cleans is made");
  const [organization, circleProject] = world.ids;
  return type(
    world,
    `aws cloudformation deploy --stack-name regatta-ci-cleaner --template-file ci-role.yaml --capabilities CAPABILITY_NAMED_IAM ` +
      `--parameter-overrides Provider=circleci CircleOrganizationId=${organization} CircleProjectIds=${circleProject} ` +
      said.replaceAll(/\s+/g, " "),
  );
}

/** What was asked of the StackSet, in each account of its unit. */
async function deployAsStackSet(world) {
  const { project, aws } = world;
  const words = readFileSync(join(project.directory, "home/create-stack-set.txt"), "utf8").trim().split("\n");
  const parameters = words.flatMap((word) => {
    const [, key, value] = /^ParameterKey=(\w+),ParameterValue=(.*)$/.exec(word) ?? [];
    return key === undefined ? [] : [`${key}=${value}`];
  });
  assert(existsSync(join(project.directory, "home/create-stack-instances.txt")));
  const file = words[words.indexOf("--template-body") + 1].replace("file://", "");
  // GitHub's role as well, for the page has lines for both.
  const trusted = parameters.map((one) =>
    one.startsWith("TrustedRoleArns=") ? `${one},arn:aws:iam::${aws.hub.id}:role/regatta-ci-github` : one,
  );
  await deployInAccounts(world, { stack: "regatta-account-role", file, parameters: trusted });
}

async function deployCleanerRole(world) {
  await type(world, "regatta setup cleaner-role --output cleaner-role.yaml");
  const parameters = [
    `TrustedRoleArns=arn:aws:iam::${world.aws.hub.id}:role/regatta-ci-cleaner`,
    "ExternalId=our-tests",
  ];
  await deployInAccounts(world, { stack: "regatta-cleaner-role", file: "cleaner-role.yaml", parameters });
}

/** As each account's administrator. */
async function deployInAccounts(world, { stack, file, parameters }) {
  for (const { roleArn, externalId } of world.aws.accounts) {
    const assume = `aws sts assume-role --role-arn ${roleArn} --role-session-name setup --external-id ${externalId}`;
    const { code, output } = await bash(world, assume);
    assert.equal(code, 0, output);
    const { Credentials: keys } = JSON.parse(output);
    await type(
      world,
      `aws cloudformation deploy --stack-name ${stack} --template-file ${file} --capabilities CAPABILITY_NAMED_IAM ` +
        `--parameter-overrides ${parameters.join(" ")}`,
      {
        AWS_ACCESS_KEY_ID: keys.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.SecretAccessKey,
        AWS_SESSION_TOKEN: keys.SessionToken,
      },
    );
  }
}

/** Nothing in the environment but what a job with a token has. */
const byToken = ({ aws, project, token }, role) => ({
  AWS_ACCESS_KEY_ID: "",
  AWS_SECRET_ACCESS_KEY: "",
  AWS_ROLE_ARN: `arn:aws:iam::${aws.hub.id}:role/${role}`,
  AWS_WEB_IDENTITY_TOKEN_FILE: project.write("token", token),
});

async function checkByDoctor(world) {
  const { code, output } = await bash(world, "regatta doctor", byToken(world, "regatta-ci"));
  assert.equal(code, 0, output);
  assert.match(output, new RegExp(world.aws.accounts[1].id));
}

/** The steps of a job of CircleCI, or of GitHub. */
async function runSteps({ aws, project, token, env }, said) {
  const denials = () => aws.requests.list().filter(({ status }) => status === 403).length;
  const before = denials();
  const steps = Array.isArray(said) ? said : said.steps;
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...without } = env;
  const job = new Job({
    source: project.directory,
    bin: join(project.directory, "bin"),
    flags: ["-eo", "pipefail"],
    env: { ...without, CIRCLE_OIDC_TOKEN: token },
  });
  try {
    job.env.BASH_ENV = join(job.folder, "bash.env");
    job.checkOut();
    for (const { run, uses, with: given } of steps) {
      if (run !== undefined) await job.run(run, run);
      else if (uses.startsWith("aws-actions/configure-aws-credentials")) {
        const file = join(job.folder, "token");
        await job.run("token", `printf %s ${gitHubToken()} > ${file}`);
        Object.assign(job.env, { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: given["role-to-assume"] });
      } else throw new Error(`no stand-in for ${uses}`);
    }
    assert.match(job.said, /1 passed|all 1 files? passed/);
    assert.equal(denials(), before, "requests were refused");
  } finally {
    job.remove();
  }
}

async function cleanByItsRole(world) {
  const [{ id }] = world.aws.accounts;
  const held = await bash(world, `regatta pool hold ${id} && regatta pool release ${id}`);
  assert.equal(held.code, 0, held.output);
  const { code, output } = await bash(world, "regatta clean", byToken(world, "regatta-ci-cleaner"));
  assert.equal(code, 0, output);
  assert.match((await bash(world, "regatta pool status")).output, /2 accounts, 2 available/);
}

/** The sentence on runs that take longer than an hour. */
async function askForHours(world) {
  const [, said] = /`(aws sts assume-role-with-web-identity --duration-seconds \d+) …`/.exec(page) ?? [];
  assert(said, "the page has that command no more");
  const role = `arn:aws:iam::${world.aws.hub.id}:role/regatta-ci`;
  const { code, output } = await bash(
    world,
    `${said} --role-arn ${role} --role-session-name job --web-identity-token ${world.token}`,
  );
  assert.equal(code, 0, output);
  const left = Date.parse(JSON.parse(output).Credentials.Expiration) - Date.now();
  assert(left > 3 * 3_600_000, `the session lives for ${left} ms`);
}
