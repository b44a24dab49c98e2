// `pnpm bench`: Regatta beside plain Jest on the same trivial files, in turns, in one run of this script.
// Says ratios; judges nothing.
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const FILES = 200;
const WORKERS = 4;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cli = join(root, "packages/cli/dist/main.js");
const project = mkdtempSync(join(tmpdir(), "regatta-bench-"));
const jest = join(root, "node_modules/jest/bin/jest.js");
const { startLocalAws } = await import(join(root, "packages/local-aws/dist/index.js"));

function writeProject() {
  mkdirSync(join(project, "tests"));
  mkdirSync(join(project, "node_modules"));
  symlinkSync(join(root, "node_modules/jest"), join(project, "node_modules/jest"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "bench", jest: { transform: {} } }));
  writeFileSync(
    join(project, "regatta.config.json"),
    JSON.stringify({ pool: { table: "bench" }, accounts: { max: WORKERS }, services: {} }),
  );
  for (let i = 0; i < FILES; i++) {
    writeFileSync(
      join(project, "tests", `trivial-${i}.test.js`),
      `test("adds", () => { expect(${i} + 1).toBe(${i + 1}); });\n`,
    );
  }
}

/** Resident memory of every process below `pid`, bytes, by pid; Linux only, elsewhere empty. */
function memoryBelow(pid) {
  const found = new Map();
  const visit = (parent) => {
    let children = "";
    try {
      children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8");
    } catch {
      return;
    }
    for (const child of children.trim().split(" ").filter(Boolean).map(Number)) {
      try {
        const status = readFileSync(`/proc/${child}/status`, "utf8");
        found.set(child, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
      } catch {
        continue;
      }
      visit(child);
    }
  };
  visit(pid);
  return found;
}

/** Runs a command to its end. @returns its wall time in ms and the peak memory of the processes below it. */
function measure(args, env) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
    const peaks = new Map();
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    const sampler = setInterval(() => {
      for (const [pid, bytes] of memoryBelow(child.pid)) peaks.set(pid, Math.max(bytes, peaks.get(pid) ?? 0));
    }, 50);
    child.on("close", (code) => {
      clearInterval(sampler);
      if (code !== 0) reject(new Error(`${args.join(" ")} ended with ${code}:\n${output}`));
      else resolve({ ms: performance.now() - started, peaks: [...peaks.values()].sort((a, b) => b - a) });
    });
  });
}

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

async function main() {
  writeProject();
  const aws = await startLocalAws({ accounts: WORKERS });
  const env = { ...process.env, ...aws.env, CI: "true" };
  const regatta = (...args) => promisify(execFile)(process.execPath, [cli, ...args], { cwd: project, env });
  await regatta("pool", "init");
  for (const { id, region, roleArn, externalId } of aws.accounts) {
    await regatta("pool", "add", id, "--region", region, "--role", roleArn, "--external-id", externalId);
  }
  const sides = {
    plain: [jest, "-w", String(WORKERS)],
    regatta: [cli, "run", "--accounts", String(WORKERS)],
  };
  const runs = { plain: [], regatta: [] };
  for (let round = -1; round < ROUNDS; round++) {
    for (const [side, args] of Object.entries(sides)) {
      const run = await measure(args, env);
      if (round >= 0) runs[side].push(run);
    }
  }
  await aws.close();
  report(runs);
}

function report({ plain, regatta }) {
  const workerMemory = (run, skip) => middle(run.peaks.slice(skip, skip + WORKERS));
  const ratios = regatta.map((run, i) => run.ms / plain[i].ms);
  console.log(`${FILES} trivial files, ${WORKERS} workers, ${ROUNDS} rounds in turns (median)`);
  console.log(`  jest -w ${WORKERS}                  ${seconds(middle(plain.map((run) => run.ms)))}`);
  console.log(`  regatta run --accounts ${WORKERS}   ${seconds(middle(regatta.map((run) => run.ms)))}`);
  console.log(
    `  wall, regatta / jest       ${middle(ratios).toFixed(3)} (${Math.min(...ratios).toFixed(3)}–${Math.max(...ratios).toFixed(3)})`,
  );
  const plainMemory = middle(plain.map((run) => workerMemory(run, 0)));
  const ourMemory = middle(regatta.map((run) => workerMemory(run, 0)));
  console.log(`  peak memory of a worker    ${megabytes(ourMemory)} / ${megabytes(plainMemory)}`);
}

try {
  await main();
} finally {
  rmSync(project, { recursive: true, force: true });
}
