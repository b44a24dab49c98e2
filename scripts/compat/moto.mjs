// The real tools, run by Regatta's own prepareAccount in two accounts at the same time against moto's server: a CDK app
// by `cdk`, a SAM app by `sam`, a template by Regatta. Each is deployed once, skipped the second time, and deployed again
// after a change of it alone. What moto does not do is in docs/compatibility.md.
import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { mkdtempSync, openSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { built, root } from "../bench/built.mjs";
import { setVersion, writeApps } from "./apps.mjs";
import { installFromNpm, installFromPyPi } from "./installed.mjs";
import { freePort, startServer } from "./local-server.mjs";

const PYTHON = ["moto[server]==5.2.5", "aws-sam-cli==1.170.0"];
const NODE = ["aws-cdk@2.1148.1", "aws-cdk-lib@2.276.0", "constructs@10.8.1"];
const ACCOUNTS = ["210000000001", "210000000002"];
const REGION = "eu-west-1";

const stacksRequire = createRequire(join(root, "packages/stacks/package.json"));
const { default: PQueue } = await import(stacksRequire.resolve("p-queue"));
const { CredentialsEndpoint, openSession, sessionEnvironment } = await built("accounts");
const { createCloudFormationClient, fingerprintServices, prepareAccount, ServiceGraph, StackReader } =
  await built("stacks");

export async function testAgainstMoto() {
  const python = installFromPyPi("python", PYTHON, "about 400 MB");
  const node = installFromNpm("cdk", NODE, "about 250 MB");
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "regatta-compat-")));
  const log = openSync(join(python, "moto.log"), "w");
  const port = await freePort();
  const server = await startServer(
    "moto",
    port,
    join(python, "bin", "python"),
    [join(root, "scripts/compat/moto-server.py"), "-H", "127.0.0.1", "-p", String(port)],
    { stdio: ["ignore", log, log] },
  );
  const endpoint = await CredentialsEndpoint.start();
  try {
    // moto takes a TemplateURL for one of its own by the name localhost.
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, motoEnvironment(`http://localhost:${port}`, python));
    const services = writeApps(folder, join(node, "node_modules"));
    const accounts = await Promise.all(ACCOUNTS.map((id) => enter(id, endpoint)));
    await timed("cdk bootstrap", () => Promise.all(accounts.map((account) => bootstrap(account, node))));
    await deployAll({ folder, services, accounts });
    for (const { session } of accounts) session.close();
    return 0;
  } catch (error) {
    console.error(`What moto said is in ${join(python, "moto.log")}.`);
    throw error;
  } finally {
    await endpoint.close();
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function motoEnvironment(url, python) {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: "AKIDREGATTACOMPAT",
    AWS_SECRET_ACCESS_KEY: "not-a-secret",
    AWS_REGION: REGION,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    CDK_DISABLE_CLI_TELEMETRY: "true",
    SAM_CLI_TELEMETRY: "0",
    SAM_CLI_POLL_DELAY: "0.5",
    PATH: `${join(python, "bin")}:${process.env.PATH}`,
  };
}

async function enter(id, endpoint) {
  const account = { id, region: REGION, roleArn: `arn:aws:iam::${id}:role/RegattaTest` };
  const session = await openSession({ account, runId: "compat" });
  const environment = sessionEnvironment({ session, served: endpoint.serve(session), base: process.env });
  return { id, session, environment };
}

async function bootstrap({ id, environment }, node) {
  const cdk = join(node, "node_modules", ".bin", "cdk");
  const args = ["bootstrap", `aws://${id}/${REGION}`, "--no-notices", "--ci"];
  await promisify(execFile)(cdk, args, { env: environment, cwd: tmpdir() });
}

/** Deploys everything, then nothing, then each service alone after a change to it; checks every stack each time. */
async function deployAll({ folder, services, accounts }) {
  const names = services.map(({ name }) => name);
  const versions = Object.fromEntries(names.map((name) => [name, "1"]));
  const round = async (what, deployed) => {
    const fingerprints = await fingerprintServices(services, { env: {} });
    await timed(what, () =>
      Promise.all(
        accounts.map((account) => prepare({ account, services, fingerprints, versions, deployed })),
      ),
    );
  };
  await round("everything deployed", names);
  await round("everything skipped", []);
  for (const name of names) {
    versions[name] = "2";
    setVersion(folder, name, "2");
    await round(`${name} deployed again, the others skipped`, [name]);
  }
  await round("everything skipped", []);
}

async function prepare({ account, services, fingerprints, versions, deployed }) {
  const { session, environment } = account;
  const result = await prepareAccount({
    session,
    environment,
    graph: new ServiceGraph(services),
    fingerprints,
    queue: new PQueue({ concurrency: 8 }),
    signal: new AbortController().signal,
    onEvent: () => undefined,
    pollMs: 100,
  });
  const failures = (result.failures ?? []).map(({ service, error }) => `${service}: ${error.message}`);
  assert.deepEqual(failures, [], account.id);
  assert.deepEqual([...result.deployed].sort(), [...deployed].sort(), account.id);
  for (const { name } of services) assert.equal(result.outputs[name].Value, versions[name]);
  assert.equal(result.outputs["with-sam"].Stage, 'a "test", with=signs');
  assert.equal(result.outputs["with-cdk"].Stage, "test");
  await checkStacks(account, services, fingerprints);
}

/** What CloudFormation itself says: each stack in its own account, with its tags; the CDK app's own tag is kept. */
async function checkStacks({ id, session }, services, fingerprints) {
  const client = createCloudFormationClient({ session });
  const stacks = await new StackReader({ client, signal: new AbortController().signal }).readAll();
  client.destroy();
  for (const { name, stackNames } of services) {
    const stack = stacks.get(stackNames[0]);
    assert.match(stack.id, new RegExp(`:${id}:`));
    assert.deepEqual(stack.tags, {
      ...(name === "with-cdk" ? { team: "red" } : {}),
      "regatta:service": name,
      "regatta:fingerprint": fingerprints.get(name).digest,
    });
  }
}

async function timed(what, work) {
  const startedAt = performance.now();
  await work();
  console.log(`  ${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${what}`);
}
