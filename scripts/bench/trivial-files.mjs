import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli, root } from "./built.mjs";
import { startEmbeddedAws } from "./embedded-aws.mjs";
import { megabytes, middle, print, seconds } from "./figures.mjs";
import { Project } from "./project.mjs";

const FILES = 200;
const WORKERS = 4;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);

/** Peak resident memory of every process below `pid`, bytes, by pid; Linux only, elsewhere empty. */
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
function measure(args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
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

/** Nothing to deploy and nothing in the files: what Regatta itself costs, beside plain Jest, in turns. */
export async function trivialFiles() {
  const aws = await startEmbeddedAws({ accounts: WORKERS });
  const files = Array.from({ length: FILES }, (_, i) => [
    `tests/trivial-${i}.test.js`,
    `test("adds", () => { expect(${i} + 1).toBe(${i + 1}); });\n`,
  ]);
  const project = new Project({
    aws,
    config: { accounts: { max: WORKERS }, services: {} },
    files: Object.fromEntries(files),
  });
  try {
    await project.fillPool(aws.accounts);
    report(await inTurns(project, { ...process.env, ...aws.env, CI: "true" }));
  } finally {
    project.remove();
    await aws.close();
  }
}

async function inTurns(project, env) {
  const sides = {
    plain: [join(root, "node_modules/jest/bin/jest.js"), "-w", String(WORKERS)],
    regatta: [cli, "run", "--accounts", String(WORKERS)],
  };
  const runs = { plain: [], regatta: [] };
  // The first round warms the caches of both, and does not count.
  for (let round = -1; round < ROUNDS; round++) {
    for (const [side, args] of Object.entries(sides)) {
      const run = await measure(args, { cwd: project.directory, env });
      if (round >= 0) runs[side].push(run);
    }
  }
  return runs;
}

function report({ plain, regatta }) {
  const ratios = regatta.map((run, i) => run.ms / plain[i].ms);
  const wall = (runs) => seconds(middle(runs.map(({ ms }) => ms)));
  const memory = (runs) => megabytes(middle(runs.map(({ peaks }) => middle(peaks.slice(0, WORKERS)))));
  console.log(`  ${FILES} trivial files, ${WORKERS} workers, ${ROUNDS} rounds in turns (median)`);
  print([
    [`jest -w ${WORKERS}`, wall(plain)],
    [`regatta run --accounts ${WORKERS}`, wall(regatta)],
    [
      "wall, regatta / jest",
      `${middle(ratios).toFixed(3)} (${Math.min(...ratios).toFixed(3)}–${Math.max(...ratios).toFixed(3)})`,
    ],
    ["peak memory of a worker, regatta / jest", `${memory(regatta)} / ${memory(plain)}`],
  ]);
}
