// docs/setup.md, block by block: what its reader types is typed in bash, with the real AWS CLI, into an embedded AWS that
// honours the policies. What a StackSet would do in the accounts is done there by `aws cloudformation deploy`.
import { strict as assert } from "node:assert";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { Job } from "./ci/job.mjs";
import { gitHubToken } from "./ci/tokens.mjs";
import { blocksOf, filled, linesOf, short } from "./walk/page.mjs";
import { Terminal } from "./walk/terminal.mjs";

const PAGE = "docs/setup.md";
const page = readFileSync(join(root, PAGE), "utf8");
const { parse } = createRequire(join(root, "packages/cli/package.json"))("yaml");

export async function trySetupPage({ report, wanted }) {
  if (!wanted(PAGE)) return;
  const { organization, project, circleToken } = await import(
    join(root, "packages/setup/dist/testing/kit-world.js")
  );
  const terminal = await Terminal.open();
  try {
    const world = { terminal, aws: terminal.aws, token: circleToken(), organization, circleProject: project };
    await walk(world, (title, act) => report(`${PAGE}: ${title}`, act));
  } finally {
    await terminal.close();
  }
}

async function walk(world, report) {
  const ids = [world.organization, world.circleProject, "another"];
  const meanings = {
    hub: world.aws.hub.id,
    production: "999999999999",
    "external id": "our-tests",
    ou: "ou-rega-pool0001",
    "account id": world.aws.accounts[0].id,
    // Of the organization, and then of its projects.
    id: () => ids.shift(),
  };
  for (const block of blocksOf(PAGE)) {
    const { language } = block;
    const text = filled(block.text, meanings, PAGE);
    if (language === "sh")
      for (const line of linesOf(text)) await report(short(line), () => type(world, line));
    if (language === "ts") writeConfig(world, text);
    if (language === "yaml") await report(short(text), () => runSteps(world, parse(text)));
    if (text.includes("setup ci-role"))
      await report("the role of the job that cleans", () => makeCleaningRole(world));
    if (text.includes("create-stack-instances")) {
      await report("account-role in every account", () => deployAsStackSet(world));
      await report("the same with cleaner-role", () => deployCleanerRole(world));
    }
    if (text.includes("pool import")) await report("regatta doctor, in CI", () => checkByDoctor(world));
  }
  await report("regatta clean, as the job that cleans", () => cleanByItsRole(world));
  await report("aws sts assume-role-with-web-identity", () => askForHours(world));
  await report("the table of `regatta pool init --help`", () => deployPrintedTable(world));
}

async function type({ terminal }, line) {
  const asks = line.includes("pool import") && !line.includes("--yes");
  if (!asks) return void (await terminal.type(line));
  assert.match(await terminal.type(line, { code: 2 }), /CONFIRMATION_NEEDED/);
  await terminal.type(`${line} --yes`);
}

/** The page's configuration, with a service in the place of the dots. */
function writeConfig({ terminal: { project, folder } }, text) {
  const services =
    'services: { app: { directory: ".", template: "template.json", inputs: ["!**", "template.json"] } },';
  const whole = `import { defineConfig } from "regatta";\n${text.replace("// …", `${services} deploy: { pollMs: 20 },`)}`;
  rmSync(join(folder, "regatta.config.json"), { force: true });
  project.write("regatta.config.ts", whole.replace("cleaning: {", "cleaning: { proofSeconds: 0,"));
}

async function makeCleaningRole({ terminal, organization, circleProject }) {
  const [said] = /RoleName=regatta-ci-cleaner\s+CleanerRoleName=\S+ CreateProvider=false/.exec(page) ?? [];
  assert(said, "the page says no more how the role of the job that cleans is made");
  await terminal.type(
    `aws cloudformation deploy --stack-name regatta-ci-cleaner --template-file ci-role.yaml --capabilities CAPABILITY_NAMED_IAM ` +
      `--parameter-overrides Provider=circleci CircleOrganizationId=${organization} CircleProjectIds=${circleProject} ` +
      said.replaceAll(/\s+/g, " "),
  );
}

/** What was asked of the StackSet, in each account of its unit. */
async function deployAsStackSet(world) {
  const { terminal, aws } = world;
  const kept = (name) =>
    readFileSync(join(terminal.folder, "home", `${name}.txt`), "utf8")
      .trim()
      .split("\n");
  const words = kept("create-stack-set");
  assert(kept("create-stack-instances").includes("OrganizationalUnitIds=ou-rega-pool0001"));
  const parameters = words.flatMap((word) => {
    const [, key, value] = /^ParameterKey=(\w+),ParameterValue=(.*)$/.exec(word) ?? [];
    return key === undefined ? [] : [`${key}=${value}`];
  });
  const file = words[words.indexOf("--template-body") + 1].replace("file://", "");
  // GitHub's role as well, for the page has lines for both.
  const trusted = parameters.map((one) =>
    one.startsWith("TrustedRoleArns=") ? `${one},arn:aws:iam::${aws.hub.id}:role/regatta-ci-github` : one,
  );
  await deployInAccounts(world, { stack: "regatta-account-role", file, parameters: trusted });
}

async function deployCleanerRole(world) {
  await world.terminal.type("regatta setup cleaner-role --output cleaner-role.yaml");
  const parameters = [
    `TrustedRoleArns=arn:aws:iam::${world.aws.hub.id}:role/regatta-ci-cleaner`,
    "ExternalId=our-tests",
  ];
  await deployInAccounts(world, { stack: "regatta-cleaner-role", file: "cleaner-role.yaml", parameters });
}

/** As each account's administrator. */
async function deployInAccounts({ terminal, aws }, { stack, file, parameters }) {
  for (const { roleArn, externalId } of aws.accounts) {
    const { Credentials: keys } = JSON.parse(
      await terminal.type(
        `aws sts assume-role --role-arn ${roleArn} --role-session-name setup --external-id ${externalId}`,
      ),
    );
    await terminal.type(
      `aws cloudformation deploy --stack-name ${stack} --template-file ${file} --capabilities CAPABILITY_NAMED_IAM ` +
        `--parameter-overrides ${parameters.join(" ")}`,
      {
        more: {
          AWS_ACCESS_KEY_ID: keys.AccessKeyId,
          AWS_SECRET_ACCESS_KEY: keys.SecretAccessKey,
          AWS_SESSION_TOKEN: keys.SessionToken,
        },
      },
    );
  }
}

/** Nothing in the environment but what a job with a token has. */
const byToken = ({ aws, terminal, token }, role) => ({
  AWS_ACCESS_KEY_ID: "",
  AWS_SECRET_ACCESS_KEY: "",
  AWS_ROLE_ARN: `arn:aws:iam::${aws.hub.id}:role/${role}`,
  AWS_WEB_IDENTITY_TOKEN_FILE: terminal.project.write("token", token),
});

async function checkByDoctor(world) {
  const output = await world.terminal.type("regatta doctor", { more: byToken(world, "regatta-ci") });
  assert.match(output, new RegExp(world.aws.accounts[1].id));
}

/** The steps of a job of CircleCI, or of GitHub. */
async function runSteps({ terminal, aws, token }, said) {
  const denials = () => aws.requests.list().filter(({ status }) => status === 403).length;
  const before = denials();
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...env } = terminal.env;
  const jobs = mkdtempSync(join(tmpdir(), "regatta-ci-"));
  try {
    const job = new Job({
      source: terminal.folder,
      bin: join(terminal.folder, "bin"),
      jobs,
      flags: ["-eo", "pipefail"],
      env: { ...env, CIRCLE_OIDC_TOKEN: token },
    });
    job.env.BASH_ENV = join(job.folder, "bash.env");
    job.checkOut();
    for (const step of Array.isArray(said) ? said : said.steps) await runStep(job, step);
    assert.match(job.said, /^files +1 passed, of 1$/m);
    assert.equal(denials(), before, "requests were refused");
  } finally {
    rmSync(jobs, { recursive: true, force: true });
  }
}

async function runStep(job, { run, uses, with: given }) {
  if (run !== undefined) return job.run(run, run);
  assert(uses.startsWith("aws-actions/configure-aws-credentials"), `no stand-in for ${uses}`);
  const file = join(job.folder, "token");
  await job.run("token", `printf %s ${gitHubToken()} > ${file}`);
  Object.assign(job.env, { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: given["role-to-assume"] });
}

async function cleanByItsRole(world) {
  const { terminal, aws } = world;
  const [{ id }] = aws.accounts;
  await terminal.type(`regatta pool hold ${id} && regatta pool release ${id}`);
  await terminal.type("regatta clean", { more: byToken(world, "regatta-ci-cleaner") });
  assert.match(await terminal.type("regatta pool status"), /2 accounts, 2 available/);
}

/** The sentence on runs that take longer than an hour. */
async function askForHours({ terminal, aws, token }) {
  const [, said] = /`(aws sts assume-role-with-web-identity --duration-seconds \d+) …`/.exec(page) ?? [];
  assert(said, "the page has that command no more");
  const role = `arn:aws:iam::${aws.hub.id}:role/regatta-ci`;
  const output = await terminal.type(
    `${said} --role-arn ${role} --role-session-name job --web-identity-token ${token}`,
  );
  const left = Date.parse(JSON.parse(output).Credentials.Expiration) - Date.now();
  assert(left > 3 * 3_600_000, `the session lives for ${left} ms`);
}

/** The two lines of `regatta pool init --help`, for another table. */
async function deployPrintedTable({ terminal }) {
  const help = await terminal.type("regatta pool init --help");
  const [init] = /regatta pool init --template > \S+/.exec(help) ?? [];
  const [deploy] = /aws cloudformation deploy .*/.exec(help) ?? [];
  assert(init && deploy, help);
  await terminal.type(init);
  await terminal.type(`${deploy} --parameter-overrides TableName=another`);
  assert.match(await terminal.type("aws dynamodb describe-table --table-name another"), /"ACTIVE"/);
}
