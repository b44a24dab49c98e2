import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { built, cli } from "./built.mjs";
import { middle, print } from "./figures.mjs";

const SERVICES = 200;
const FILES = 20_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const LONG_AGO_S = 1_700_000_000;
const PER_SERVICE = FILES / SERVICES;

// Without the collection of garbage git begins behind our back after so many new objects.
const settings = ["user.name=bench", "user.email=bench@localhost", "gc.auto=0"].flatMap((one) => ["-c", one]);
const git = (directory, ...args) => execFileSync("git", [...settings, ...args], { cwd: directory });

/** Fingerprints of 20,000 files in a work tree, beside `git status` and SHA-256 of everything, in turns. */
export async function fingerprints() {
  const directory = mkdtempSync(join(tmpdir(), "regatta-bench-"));
  try {
    const files = writeFiles(directory);
    git(directory, "init", "-q");
    git(directory, "add", ".");
    git(directory, "commit", "-q", "-m", "all");
    git(directory, "status");
    const index = () =>
      createHash("sha256")
        .update(readFileSync(join(directory, ".git/index")))
        .digest("hex");
    const before = [index(), objects(directory)];
    await clean(directory, files);
    for (let i = 0; i < FILES; i += 100) writeFileSync(files[i], `changed ${i}\n`);
    for (let i = 0; i < SERVICES; i++) writeFileSync(join(directory, `services/s${i}/new.ts`), `new ${i}\n`);
    const takeDirty = await taking(directory);
    print([["200 files changed, 200 new", `${await timed(ROUNDS, takeDirty)} ms`]]);
    const untouched = before[0] === index() && before[1] === objects(directory);
    print([["index and objects as before", untouched ? "yes" : "NO"]]);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function clean(directory, files) {
  const run = promisify(execFile);
  const contenders = {
    "fingerprints, 200 services": await taking(directory),
    "fingerprints, 1 service": await taking(directory, true),
    "git status": () => run("git", ["--no-optional-locks", "status", "--porcelain"], { cwd: directory }),
    "SHA-256 of every file": () => hashAll(files),
    "regatta fingerprint (a process of its own)": () =>
      run(process.execPath, [cli, "fingerprint"], { cwd: directory }),
  };
  const took = new Map(Object.keys(contenders).map((name) => [name, []]));
  for (const once of Object.values(contenders)) await once();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, once] of Object.entries(contenders)) took.get(name).push(await timeOf(once));
  }
  const status = middle(took.get("git status"));
  print(
    [...took].map(([name, times]) => [
      name,
      `${Math.round(middle(times))} ms`,
      `${(middle(times) / status).toFixed(2)} of git status`,
      `(${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))})`,
    ]),
  );
}

function writeFiles(directory) {
  const services = {};
  const files = [];
  for (let service = 0; service < SERVICES; service++) {
    services[`s${service}`] = { directory: `services/s${service}`, deployer: "command", command: "true" };
    services[`s${service}`].stackName = `s${service}`;
    for (let file = 0; file < PER_SERVICE; file++) {
      const folder = join(directory, `services/s${service}/src/part-${file % 5}`);
      if (file < 5) mkdirSync(folder, { recursive: true });
      const path = join(folder, `file-${file}.ts`);
      // Older than the index will be: git looks into files that may have changed in the moment it was written.
      writeFileSync(path, `export const value = "${service} ${file}";\n`.repeat(20));
      utimesSync(path, LONG_AGO_S, LONG_AGO_S);
      files.push(path);
    }
  }
  writeFileSync(join(directory, "regatta.config.json"), JSON.stringify({ services }));
  return files;
}

async function taking(directory, asOne = false) {
  const { fingerprintServices } = await built("stacks");
  const service = (name, folder) => ({
    name,
    directory: join(directory, folder),
    stackNames: [name],
    deployer: { kind: "command", command: "true" },
    dependsOn: [],
    environment: [],
    inputs: [],
  });
  const services = asOne
    ? [service("all", "services")]
    : Array.from({ length: SERVICES }, (_, i) => service(`s${i}`, `services/s${i}`));
  return () => fingerprintServices(services, { env: {} });
}

// The quicker of the two ways: asynchronous reads take several times as long for small files.
async function hashAll(files) {
  for (const file of files) createHash("sha256").update(readFileSync(file)).digest("hex");
}

async function timed(rounds, once) {
  const times = [];
  await once();
  for (let round = 0; round < rounds; round++) times.push(await timeOf(once));
  return Math.round(middle(times));
}

async function timeOf(once) {
  const began = performance.now();
  await once();
  return performance.now() - began;
}

function objects(directory) {
  return readdirSync(join(directory, ".git/objects"), { recursive: true }).sort().join("\n");
}
