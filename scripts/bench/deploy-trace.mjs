import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { built, root } from "./built.mjs";
import { startEmbeddedAws } from "./embedded-aws.mjs";
import { print, seconds } from "./figures.mjs";
import { timedTemplate } from "./timed-services.mjs";

// A real team's deploys, seconds, as published: two bulks, the second after the first; 403.1 s in all.
const FIRST = { "common-resources": 18.3, "log-shipping": 69.7 };
const SECOND = {
  "tracing-ingestion": 289.6,
  "resources-details": 220.3,
  "system-map": 142.1,
  "tracing-ingestion-edge": 114.9,
  logs: 170.5,
  alerting: 184.7,
  "java-tracer": 49.9,
};
const SCALE = Number(process.env.BENCH_SCALE ?? 10);
const TRACE = { ...FIRST, ...SECOND };
// How often a stack is looked at, for both deployers: once a second, at the trace's scale.
const POLL_MS = 1_000 / SCALE;

// What needs what: with nothing published, everything of the second bulk needs the common resources, and the logs
// their shipping. `bulks` says the same as the team's two steps did.
const GRAPHS = {
  "as its graph": (name) =>
    name in FIRST ? [] : name === "logs" ? ["common-resources", "log-shipping"] : ["common-resources"],
  "as two bulks": (name) => (name in FIRST ? [] : Object.keys(FIRST)),
};

const scaled = (name) => Math.round((TRACE[name] * 1000) / SCALE);

function criticalPathMs(needs) {
  const until = (name) => scaled(name) + Math.max(0, ...needs(name).map(until));
  return Math.max(...Object.keys(TRACE).map(until));
}

function writeServices(directory, needs) {
  return Object.keys(TRACE).map((name) => {
    const folder = join(directory, name);
    mkdirSync(folder, { recursive: true });
    const template = join(folder, "template.json");
    writeFileSync(template, timedTemplate(scaled(name)));
    return {
      name,
      directory: folder,
      stackNames: [name],
      deployer: { kind: "cloudformation", template, parameters: {}, capabilities: [] },
      dependsOn: needs(name),
      environment: [],
      inputs: [],
    };
  });
}

async function withRegatta(sessions, services) {
  const { fingerprintServices, prepareAccount, ServiceGraph } = await built("stacks");
  const PQueue = createRequire(join(root, "packages/stacks/package.json")).resolve("p-queue");
  const { default: Queue } = await import(PQueue);
  const queue = new Queue({ concurrency: 500 });
  const fingerprints = await fingerprintServices(services, { env: {} });
  const expectedMs = Object.fromEntries(services.map(({ name }) => [name, scaled(name)]));
  const graph = new ServiceGraph(services);
  const signal = new AbortController().signal;
  const common = {
    graph,
    fingerprints,
    queue,
    signal,
    expectedMs,
    pollMs: POLL_MS,
    onEvent: () => undefined,
  };
  const results = await Promise.all(sessions.map((session) => prepareAccount({ ...common, session })));
  const failed = results.find(({ kind }) => kind !== "ready");
  if (failed) throw new Error(JSON.stringify(failed));
}

// What a script would do: start a bulk's stacks at once, wait for all of them with the SDK's waiter, go on.
async function bulkByBulk(sessions, services) {
  const { createCloudFormationClient } = await built("stacks");
  const sdk = await import(
    createRequire(join(root, "packages/stacks/package.json")).resolve("@aws-sdk/client-cloudformation")
  );
  const template = Object.fromEntries(services.map(({ name }) => [name, timedTemplate(scaled(name))]));
  const inAccount = async (session) => {
    const client = createCloudFormationClient({ session });
    const poll = { minDelay: POLL_MS / 1000, maxDelay: POLL_MS / 1000, maxWaitTime: 600 };
    for (const bulk of [FIRST, SECOND]) {
      await Promise.all(
        Object.keys(bulk).map(async (StackName) => {
          await client.send(new sdk.CreateStackCommand({ StackName, TemplateBody: template[StackName] }));
          await sdk.waitUntilStackCreateComplete({ client, ...poll }, { StackName });
        }),
      );
    }
    client.destroy();
  };
  await Promise.all(sessions.map(inAccount));
}

async function timed(accounts, work) {
  const aws = await startEmbeddedAws({ accounts, timings: { observeMs: 0 } });
  Object.assign(process.env, aws.env);
  const { openSession } = await built("accounts");
  const sessions = await Promise.all(aws.accounts.map((account) => openSession({ account, runId: "bench" })));
  try {
    const started = performance.now();
    await work(sessions);
    return performance.now() - started;
  } finally {
    for (const session of sessions) session.close();
    await aws.close();
  }
}

/** The published trace at a scale, in 1 and in 20 accounts, beside a deployer that goes bulk by bulk. */
export async function deployTrace() {
  const directory = mkdtempSync(join(tmpdir(), "regatta-bench-"));
  console.log(`  9 services of a real team at 1:${SCALE}; a look at a stack every ${POLL_MS} ms`);
  try {
    for (const accounts of [1, 20]) {
      const rows = [];
      for (const [named, needs] of Object.entries(GRAPHS)) {
        const services = writeServices(directory, needs);
        const ms = await timed(accounts, (sessions) => withRegatta(sessions, services));
        const path = criticalPathMs(needs);
        rows.push([`regatta, ${named}`, seconds(ms), `${(ms / path).toFixed(3)} of its critical path`]);
      }
      const services = writeServices(directory, GRAPHS["as two bulks"]);
      const bulks = await timed(accounts, (sessions) => bulkByBulk(sessions, services));
      rows.push([
        "bulk by bulk",
        seconds(bulks),
        `${(bulks / criticalPathMs(GRAPHS["as two bulks"])).toFixed(3)} of its own`,
      ]);
      console.log(`  in ${accounts} account${accounts === 1 ? "" : "s"}`);
      print(rows);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
