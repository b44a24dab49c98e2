import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cli } from "./built.mjs";
import { startEmbeddedAws } from "./embedded-aws.mjs";
import { print, seconds } from "./figures.mjs";
import { Project } from "./project.mjs";

const FILES = 90;
const MEDIAN_MS = 2_500;
const ACCOUNTS_EACH = 4;
// Silence of 5 s makes a container dead: a quarter of the lease, scaled as the files are.
const LEASE_SECONDS = 20;
const KILL_AFTER_MS = 12_000;

/** Three containers share files that wait: undisturbed, one killed half-way, one restarted and one late. */
export async function containers() {
  console.log(
    `  ${FILES} files that wait (lognormal, median ${seconds(MEDIAN_MS)}), ${ACCOUNTS_EACH} accounts a container`,
  );
  const rows = [["", "makespan", "capacity allows", "ratio", "results", "units: reads, writes"]];
  rows.push(
    await scenario("three containers", async (world) =>
      Promise.all([1, 2, 3].map((n) => world.run(n).ended)),
    ),
  );
  rows.push(
    await scenario("one killed with kill -9", async (world) => {
      const lives = [1, 2, 3].map((n) => world.run(n));
      await world.firstFile();
      await sleep(KILL_AFTER_MS);
      lives[0].kill();
      await Promise.all(lives.map(({ ended }) => ended));
    }),
  );
  rows.push(
    await scenario("one late, one killed and restarted", async (world) => {
      const lives = [1, 2].map((n) => world.run(n));
      await world.firstFile();
      await sleep(5_000);
      lives.push(world.run(3));
      await sleep(7_000);
      lives[0].kill();
      lives.push(world.run(1));
      await Promise.all(lives.map(({ ended }) => ended));
    }),
  );
  print(rows.map((row) => row.map((cell, i) => (i === 0 ? cell : cell.padStart(i === 5 ? 20 : 15)))));
}

async function scenario(name, play) {
  const aws = await startEmbeddedAws({ accounts: 4 * ACCOUNTS_EACH });
  const world = new ContainerWorld(aws);
  try {
    await world.fill();
    await play(world);
    return [name, ...world.figures()];
  } finally {
    world.remove();
    await aws.close();
  }
}

// The same files in every scenario, of lengths drawn from a seed.
function testFiles() {
  let state = 12_345;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 4_294_967_297;
  };
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  return Object.fromEntries(
    Array.from({ length: FILES }, (_, i) => {
      const ms = Math.round(MEDIAN_MS * Math.exp(0.6 * normal()));
      const body = `test("waits", () => new Promise((done) => setTimeout(done, ${ms})), 60_000);\n`;
      return [`tests/file-${String(i).padStart(3, "0")}.test.js`, body];
    }),
  );
}

class ContainerWorld {
  #aws;
  #lives = [];
  #keeper;

  constructor(aws) {
    this.#aws = aws;
    this.#keeper = this.#project();
  }

  fill() {
    return this.#keeper.fillPool(this.#aws.accounts);
  }

  #project() {
    const accounts = { max: ACCOUNTS_EACH, leaseSeconds: LEASE_SECONDS };
    return new Project({ aws: this.#aws, config: { services: {}, accounts }, files: testFiles() });
  }

  /** Starts a container, in a checkout of its own. */
  run(index) {
    const project = this.#project();
    const args = ["run", "--container", `${index}/3`, "--together", "bench"];
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: project.directory,
      env: { ...process.env, ...this.#aws.env, CI: "true" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const life = { project, code: undefined, killedAt: undefined };
    const ended = once(child, "close").then(([code]) => {
      life.code = code;
    });
    const kill = () => {
      life.killedAt = Date.now();
      child.kill("SIGKILL");
    };
    this.#lives.push(life);
    return { ended, kill };
  }

  /** Until the first test file runs. */
  async firstFile() {
    while (!this.#lives.some((life) => eventsOf(life).some(({ kind }) => kind === "file-started")))
      await sleep(50);
  }

  figures() {
    const lives = this.#lives.map((life) => ({ ...life, events: eventsOf(life) }));
    const [summary, ...others] = this.#lives.flatMap(wholeRunOf);
    if (!summary || others.length > 0) throw new Error(`${others.length + 1} containers summed the run up`);
    const codes = lives.filter(({ killedAt }) => !killedAt).map(({ code }) => code);
    if (codes.some((code) => code !== 0)) throw new Error(`exit codes ${codes}`);
    const passed = summary.files.filter(({ outcome }) => outcome === "passed");
    const begin = Math.min(...lives.flatMap((life) => startsOf(life)));
    const end = Math.max(...lives.flatMap(({ events }) => timesOf(events, "file-finished")));
    const allowed = timeAllowed(lives, passed, begin);
    const units = this.#units;
    return [
      seconds(end - begin),
      seconds(allowed),
      ((end - begin) / allowed).toFixed(3),
      `${passed.length} of ${FILES}`,
      `${units.reads}, ${units.writes}`,
    ];
  }

  // What containers that were not killed say that sharing has cost.
  get #units() {
    const said = this.#lives.flatMap(eventsOf).filter(({ units }) => units);
    const sum = (of) => Math.round(said.reduce((total, { units }) => total + units[of], 0));
    return { reads: sum("reads"), writes: sum("writes") };
  }

  remove() {
    for (const { project } of this.#lives) project.remove();
    this.#keeper.remove();
  }
}

/**
 * How long files of these lengths take at least in the accounts that containers had, from when each could first run one
 * until it was killed; what ran in a container when it was killed had to be run again.
 */
function timeAllowed(lives, files, begin) {
  const work = files.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const done = (time) =>
    lives.reduce((sum, life) => {
      const [from = Number.POSITIVE_INFINITY] = startsOf(life).sort((a, b) => a - b);
      const until = Math.min(time, life.killedAt ?? time);
      return (
        sum + ACCOUNTS_EACH * Math.max(0, until - from) - (time > (life.killedAt ?? time) ? lostIn(life) : 0)
      );
    }, 0);
  let [low, high] = [begin, begin + 3_600_000];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (done(middle) < work) low = middle;
    else high = middle;
  }
  return high - begin;
}

function lostIn({ events, killedAt }) {
  const ended = new Set(events.flatMap(({ kind, file }) => (kind === "file-finished" ? [file] : [])));
  const cut = events.filter(({ kind, file }) => kind === "file-started" && !ended.has(file));
  return cut.reduce((sum, { at }) => sum + killedAt - at, 0);
}

const timesOf = (events, kind) => events.filter((event) => event.kind === kind).map(({ at }) => at);
const startsOf = ({ events }) => timesOf(events, "file-started");

function eventsOf({ project }) {
  const path = join(project.directory, ".regatta/runs/latest/events.jsonl");
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

function wholeRunOf({ project }) {
  const runs = join(project.directory, ".regatta/runs");
  const paths = existsSync(runs) ? readdirSync(runs).map((run) => join(runs, run, "whole-run.json")) : [];
  const found = paths.filter((path) => !path.includes("latest") && existsSync(path));
  return found.map((path) => JSON.parse(readFileSync(path, "utf8")));
}
