import { createRequire } from "node:module";
import { join } from "node:path";
import { cli, root } from "./built.mjs";
import { startEmbeddedAws } from "./embedded-aws.mjs";
import { megabytes, middle, print, seconds } from "./figures.mjs";
import { fillPool } from "./fill-pool.mjs";
import { measureTree } from "./process-tree.mjs";
import { Project } from "./project.mjs";

const ACCOUNTS = Number(process.env.BENCH_ACCOUNTS ?? 64);
const FILES = ACCOUNTS * 3;
const WAIT_MS = 4000;
const CONTAINER = { cores: 4, bytes: 16 * 2 ** 30 };
const sdk = createRequire(join(root, "packages/accounts/package.json")).resolve("@aws-sdk/client-dynamodb");

/** What a file loads before it waits: nothing, or what most integration tests do. */
const KINDS = {
  "files that load nothing": "",
  "files that load an AWS SDK client": `require(${JSON.stringify(sdk)});\n`,
};

/** Many accounts on a small machine: what a worker costs in memory, to start, and for each file, beside plain Jest. */
export async function manyAccounts() {
  const aws = await startEmbeddedAws({ accounts: ACCOUNTS });
  const project = new Project({
    aws,
    config: { pool: { table: "bench" }, accounts: { max: ACCOUNTS }, services: {} },
    files: {},
  });
  try {
    await fillPool(aws, "bench");
    for (const [kind, loads] of Object.entries(KINDS)) {
      for (let i = 0; i < FILES; i++) {
        const test = `test("waits", () => new Promise((r) => setTimeout(r, Number(process.env.WAIT_MS))));\n`;
        project.write(`tests/waits-${i}.test.js`, loads + test);
      }
      console.log(`  ${FILES} ${kind}`);
      await measure(project, { ...process.env, ...aws.env, CI: "true" });
    }
  } finally {
    project.remove();
    await aws.close();
  }
}

async function measure(project, env) {
  const jest = join(root, "node_modules/jest/bin/jest.js");
  const run = (args, waitMs) =>
    measureTree(args, { cwd: project.directory, env: { ...env, WAIT_MS: String(waitMs) } });
  const two = [cli, "run", "--accounts", "2"];
  // The first run fills Jest's caches, and does not count.
  await run([jest, "-w", "2"], 0);
  const plain = await run([jest, "-w", "2"], 0);
  const inBand = await run([jest, "-i"], 0);
  const few = await run(two, 0);
  const many = await run([cli, "run", "--accounts", String(ACCOUNTS)], WAIT_MS);
  report({ plain, inBand, few, many, events: project.events() });
}

function report({ plain, inBand, few, many, events }) {
  const workers = pssOf(many, "worker/main.js");
  const others = many.together - workers.reduce((sum, bytes) => sum + bytes, 0);
  const worker = middle(workers);
  const cpu = ({ cpuMs }) => `${Math.round(cpuMs / FILES)} ms`;
  const grown = middle(pssOf(few, "worker/main.js"));
  const fitting = (bytes) => String(Math.floor((CONTAINER.bytes * 0.9 - Math.max(others, 0)) / bytes));
  const cpuOfFile = few.cpuMs / FILES;
  print([
    ["CPU a file: jest -i, jest -w 2, regatta with 2 accounts", cpu(inBand), cpu(plain), cpu(few)],
    [`CPU a file: regatta with ${ACCOUNTS} accounts, ${workers.length} workers started`, cpu(many)],
    [
      "CPU to start one more worker",
      `${Math.round((many.cpuMs - few.cpuMs) / Math.max(1, workers.length - 2))} ms`,
    ],
    [
      `wall, files waiting ${WAIT_MS / 1000} s: ideal, regatta`,
      seconds(Math.ceil(FILES / ACCOUNTS) * WAIT_MS),
      seconds(many.ms),
    ],
    ["first files started after the first account was ready", ...startUps(events)],
    [
      "memory (PSS): a worker (median, most), the rest, all at once",
      megabytes(worker),
      megabytes(Math.max(...workers)),
      megabytes(pssOf(many, "cli/dist/main.js")[0] + pssOf(many, "launcher.cjs")[0]),
      megabytes(many.together),
    ],
    [
      `memory (PSS) of a worker that ran ${FILES / 2} files: regatta, jest -w 2`,
      megabytes(grown),
      megabytes(middle(pssOf(plain, "processChild"))),
    ],
    [
      "accounts that fit in 4 cores and 16 GiB: by memory of either worker, by CPU where files take 10 s, 30 s, 60 s",
      fitting(worker),
      fitting(grown),
      ...[10, 30, 60].map((duration) =>
        String(Math.floor((CONTAINER.cores * 0.8 * (duration * 1000)) / cpuOfFile)),
      ),
    ],
  ]);
}

function pssOf({ processes }, part) {
  return processes.filter(({ command }) => command.includes(part)).map(({ pss }) => pss);
}

/** Of the first, the middle and the last account, the time from the first lease to the start of its first file. */
function startUps(events) {
  const begun = new Map();
  for (const { kind, account, at } of events) {
    if (kind === "file-started" && !begun.has(account)) begun.set(account, at);
  }
  const ready = events.find(({ kind }) => kind === "account-ready").at;
  const times = [...begun.values()].map((at) => at - ready).sort((a, b) => a - b);
  return [times[0], middle(times), times.at(-1)].map(seconds);
}
