// `npm run chaos -- [--minutes 10] [--processes 60] [--accounts 25] [--against local-aws|dynamodb-local]`:
// real processes that lease and clean accounts, killed and stopped at random.
import { parseArgs } from "node:util";
import { chaos } from "../packages/accounts/dist/chaos/chaos.js";
import { built } from "./bench/built.mjs";
import { startDynamoDbLocal } from "./compat/dynamodb.mjs";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const REGION = "eu-west-1";
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    processes: { type: "string", default: "60" },
    accounts: { type: "string", default: "25" },
    against: { type: "string", default: "local-aws" },
  },
});

const servers = { "local-aws": startEmbedded, "dynamodb-local": startJar };
const start = servers[values.against];
if (!start) refuse(`--against takes one of: ${Object.keys(servers).join(", ")}.`);
const processes = positive("processes");
const cleaners = Math.max(1, Math.round(processes / 8));
const server = await start();
try {
  const report = await chaos({
    ...server.target,
    region: REGION,
    table: "regatta-chaos",
    holders: processes - cleaners,
    cleaners,
    accounts: positive("accounts"),
    durationMs: positive("minutes") * 60_000,
    leaseMs: 9_000,
    blowEveryMs: 700,
    onProgress: ({ counts, kills, stops, violations }) =>
      console.error(
        `${counts.leases ?? 0} leases, ${counts.cleanings ?? 0} cleanings, ${kills} kills, ${stops} stops, ${violations.length} violations`,
      ),
  });
  console.log({ against: values.against, ...figuresOf(report) });
  if (report.violations.length + report.lost.length > 0) process.exitCode = 1;
} finally {
  await server.close();
}

function figuresOf({ waits, recoveryMs, ...report }) {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share) => `${Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)} ms`;
  return {
    ...report,
    waits: { median: at(0.5), p95: at(0.95), max: at(0.9999) },
    recovery: `${(recoveryMs / 1000).toFixed(1)} s`,
  };
}

async function startEmbedded() {
  const { startLocalAws } = await built("local-aws");
  const aws = await startLocalAws({ accounts: 1 });
  return { target: { endpoint: aws.url, env: aws.env }, close: () => aws.close() };
}

async function startJar() {
  const { url, close } = await startDynamoDbLocal();
  const env = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: "AKIDREGATTACHAOS",
    AWS_SECRET_ACCESS_KEY: "not-a-secret",
  };
  return { target: { endpoint: url, env }, close };
}

function positive(name) {
  const value = Number(values[name]);
  return value > 0 ? value : refuse(`--${name} takes a number above 0, not ${values[name]}.`);
}

function refuse(message) {
  console.error(message);
  process.exit(2);
}
