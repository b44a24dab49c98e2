// What every part with real tools does: Regatta's own prepareAccount in two accounts at the same time. Each service is
// deployed once, skipped the second time, and deployed again after a change of it alone.
import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { built, root } from "../bench/built.mjs";
import { setVersion } from "./apps.mjs";

const stacksRequire = createRequire(join(root, "packages/stacks/package.json"));
const { default: PQueue } = await import(stacksRequire.resolve("p-queue"));
const { CredentialsEndpoint, openSession, sessionEnvironment } = await built("accounts");
const { createCloudFormationClient, fingerprintServices, prepareAccount, ServiceGraph, StackReader } =
  await built("stacks");

/** Takes every AWS setting of whoever runs this out of the environment, and puts these in. */
export function useEnvironment(env) {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  Object.assign(process.env, env, {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    CDK_DISABLE_CLI_TELEMETRY: "true",
    SAM_CLI_TELEMETRY: "0",
    SAM_CLI_POLL_DELAY: "0.5",
  });
}

/**
 * Deploys and checks services in accounts, in the environment of this process.
 * @param folder where the services were written.
 * @param cdk the path of the CLI, for `cdk bootstrap`.
 */
export async function deployInRounds({ folder, services, accounts, cdk }) {
  const endpoint = await CredentialsEndpoint.start();
  try {
    const entered = await Promise.all(accounts.map((account) => enter(account, endpoint)));
    await timed("cdk bootstrap", () => Promise.all(entered.map((account) => bootstrap(account, cdk))));
    await deployAll({ folder, services, accounts: entered });
    for (const { session } of entered) session.close();
  } finally {
    await endpoint.close();
  }
}

async function enter(account, endpoint) {
  const session = await openSession({ account, runId: "compat" });
  const environment = sessionEnvironment({ session, served: endpoint.serve(session), base: process.env });
  return { ...account, session, environment };
}

async function bootstrap({ id, region, environment }, cdk) {
  const args = ["bootstrap", `aws://${id}/${region}`, "--no-notices", "--ci"];
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
  for (const { name, stage } of services) assert.equal(result.outputs[name].Stage, stage);
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
