import { spawn } from "node:child_process";
import { join } from "node:path";
import { cli, root } from "./built.mjs";
import { nameOf } from "./waiting-files.mjs";

const jest = join(root, "node_modules/jest/bin/jest.js");

/** Who is compared, by name: each runs all files of a scenario to their end. @returns Regatta's output, of its own runs. */
export const contenders = {
  regatta: (world, scenario) => regatta(world, scenario, []),
  "regatta --backup-copies": (world, scenario) => regatta(world, scenario, ["--backup-copies"]),
  "jest --shard": (world, scenario) => {
    const { accounts } = world;
    const shards = Array.from({ length: accounts }, (_, i) => [`--shard=${i + 1}/${accounts}`]);
    return inShards(shards, world, scenario);
  },
  "shards by time": (world, scenario) => {
    const shards = shardsByTime(scenario.expected, world.accounts);
    return inShards(
      shards.map((files) => ["--runTestsByPath", ...files.map(nameOf)]),
      world,
      scenario,
    );
  },
  "a CLI per file": (world, scenario) => aCliPerFile(world, scenario),
};

/** Lets Jest name the files, so that its caches are warm for whoever is first. */
export const warm = (world) => end(start(["--listTests"], world, jest));

async function regatta(world, scenario, options) {
  const args = ["run", "--accounts", String(world.accounts), "--timings", "expected.xml", ...options];
  const run = start(args, world, cli);
  if (scenario.loses) {
    await halfWay(world);
    const leased = (await world.pool.list()).find(({ state }) => state === "leased");
    await world.pool.endSeenLease(leased, { to: "dirty", by: "bench", reason: "lost half-way" });
  }
  return end(run);
}

/** Longest expected first, each to the shard with the least: what a split by recorded times does before the run. @returns files by number. */
export function shardsByTime(expected, accounts) {
  const shards = Array.from({ length: accounts }, () => ({ ms: 0, files: [] }));
  const order = expected.map((ms, i) => ({ ms, i })).sort((a, b) => b.ms - a.ms);
  for (const { ms, i } of order) {
    const least = shards.reduce((a, b) => (b.ms < a.ms ? b : a));
    least.ms += ms;
    least.files.push(i);
  }
  return shards.map(({ files }) => files);
}

async function inShards(shards, world, { loses }) {
  const runs = shards.map((args) => start(["-i", ...args], world, jest));
  const [lost, ...others] = runs;
  if (!loses) {
    await Promise.all(runs.map(end));
    return;
  }
  await halfWay(world);
  lost.child.kill("SIGKILL");
  const rest = others.map(end);
  await Promise.race(rest);
  await Promise.all([...rest, end(start(["-i", ...shards[0]], world, jest))]);
}

async function aCliPerFile(world, { expected }) {
  const waiting = expected.map((ms, i) => ({ ms, i })).sort((a, b) => b.ms - a.ms);
  const inAccount = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await end(start(["-i", "--runTestsByPath", nameOf(next.i)], world, jest));
    }
  };
  await Promise.all(Array.from({ length: world.accounts }, inAccount));
}

/** When half of the shortest time possible has gone by since the first file began. */
async function halfWay({ files, leastMs }) {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  while (!Number.isFinite(files.times().first)) await pause(50);
  await pause(files.times().first + leastMs / 2 - Date.now());
}

function start(args, { project, env }, script) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: project.directory,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
  return { child, ended, args };
}

async function end({ ended, args }) {
  const { code, output } = await ended;
  if (code !== 0)
    throw new Error(`${args.slice(0, 3).join(" ")} ended with ${code}:\n${output.slice(-4_000)}`);
  return output;
}
