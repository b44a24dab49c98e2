// One project, two sides: plain Jest, and Regatta over accounts of the embedded AWS with no services. What both say is
// compared without what differs from run to run.
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cli } from "../bench/built.mjs";
import { startEmbeddedAws } from "../bench/embedded-aws.mjs";
import { fillPool } from "../bench/fill-pool.mjs";

/** Both sides, with a pool of so many accounts. */
export class JestSides {
  #aws;
  #folder = realpathSync(mkdtempSync(join(tmpdir(), "regatta-sides-")));
  #runs = 0;

  static async start({ accounts }) {
    const sides = new JestSides();
    sides.#aws = await startEmbeddedAws({ accounts });
    await fillPool(sides.#aws, "compat");
    return sides;
  }

  /** @param options `directory` of the project, `args` for Jest, `env` beside this process's, `nodeOptions`. */
  plain({ directory, args: given, ...options }) {
    // For Regatta alone: what follows is meant for Jest.
    const args = given[0] === "--" ? given.slice(1) : given;
    const jest = jestFolder(directory);
    return this.#run({ ...options, side: "plain", directory, command: [join(jest, "bin/jest.js"), ...args] });
  }

  /** The same, with `accounts` to be leased at most. */
  async regatta({ directory, args, accounts, ...options }) {
    const config = join(this.#folder, `regatta-${++this.#runs}.config.json`);
    const settings = {
      pool: { table: "compat" },
      services: {},
      tests: { directory },
      output: { directory: join(this.#folder, `runs-${this.#runs}`), junit: join(this.#folder, "junit.xml") },
    };
    writeFileSync(config, JSON.stringify(settings));
    const command = [cli, "run", "--config", config, "--accounts", String(accounts), ...args];
    return this.#run({ ...options, side: "regatta", directory, command });
  }

  /** Both sides forget what they have in their caches: what they transformed, and what failed. */
  forget() {
    for (const side of ["plain", "regatta"])
      rmSync(join(this.#folder, side), { recursive: true, force: true });
  }

  async close() {
    await this.#aws.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @returns the exit code, everything printed, Jest's own report (undefined where it wrote none), and the wall time in ms. */
  async #run({ side, directory, command, env = {}, nodeOptions = "" }) {
    const temporary = join(this.#folder, side);
    mkdirSync(temporary, { recursive: true });
    const report = join(temporary, "report.json");
    rmSync(report, { force: true });
    const started = performance.now();
    const ended = await run([...command, "--json", `--outputFile=${report}`], {
      cwd: directory,
      // A cache of its own for each side: neither may find what the other has transformed, or remembered of failures.
      env: {
        ...process.env,
        ...this.#aws.env,
        CI: "true",
        TMPDIR: temporary,
        NODE_OPTIONS: nodeOptions,
        ...env,
      },
    });
    const json = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
    return { ...ended, report: json, ms: performance.now() - started };
  }
}

// Not by `resolve` where it is plain to see: that remembers what it found, and samples come and go in one place.
function jestFolder(directory) {
  const here = join(directory, "node_modules/jest");
  if (existsSync(here)) return realpathSync(here);
  return dirname(createRequire(join(directory, "package.json")).resolve("jest/package.json"));
}

function run(args, options) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.on("close", (exitCode) => resolve({ exitCode, output }));
  });
}

/** Everything that both sides say and that differs, as sentences. */
export function differences(plain, regatta) {
  const said = [];
  // Where nothing was selected Regatta says "wrong usage".
  const exit = plain.exitCode !== 0 && !plain.report?.testResults?.length ? 2 : plain.exitCode;
  if (regatta.exitCode !== exit && regatta.exitCode !== plain.exitCode)
    said.push(`exit code: plain ${plain.exitCode}, regatta ${regatta.exitCode}`);
  if (Boolean(plain.report) !== Boolean(regatta.report)) {
    said.push(`report: plain ${plain.report ? "one" : "none"}, regatta ${regatta.report ? "one" : "none"}`);
  }
  if (!plain.report || !regatta.report) return said;
  return said.concat(
    compare("totals", totals(plain.report), totals(regatta.report)),
    compare("file", files(plain.report), files(regatta.report)),
    compare("test", tests(plain.report), tests(regatta.report)),
    compare("covered", coverage(plain.report), coverage(regatta.report)),
  );
}

/** Numbers of Jest's report that tell a run in one line. */
export function inShort({ report, exitCode, ms }) {
  if (!report?.snapshot) return `exit ${exitCode}, ${report ? "an empty" : "no"} report`;
  const { numTotalTestSuites, numPassedTestSuites, numTotalTests, numPassedTests, snapshot } = report;
  return `exit ${exitCode}, ${numPassedTestSuites} of ${numTotalTestSuites} files and ${numPassedTests} of ${numTotalTests} tests passed, ${snapshot.total} snapshots (${snapshot.added} written, ${snapshot.updated} updated, ${snapshot.unchecked} obsolete), ${(ms / 1000).toFixed(1)} s`;
}

function compare(what, plain, regatta) {
  const names = new Set([...Object.keys(plain), ...Object.keys(regatta)]);
  return [...names]
    .filter((name) => plain[name] !== regatta[name])
    .map((name) => `${what} ${name}: plain ${plain[name] ?? "–"}, regatta ${regatta[name] ?? "–"}`);
}

function totals({ snapshot, testResults, coverageMap, startTime, openHandles, ...numbers }) {
  // Jest 30 writes a short report where nothing was selected.
  const { uncheckedKeysByFile = [], filesRemovedList = [], ...counts } = snapshot ?? {};
  const obsolete = uncheckedKeysByFile.map(({ filePath, keys }) => [filePath, [...keys].sort()]).sort();
  return {
    ...asText(numbers),
    ...asText(
      { ...counts, uncheckedKeysByFile: obsolete, filesRemovedList: [...filesRemovedList].sort() },
      "snapshot.",
    ),
  };
}

function asText(values, prefix = "") {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}${name}`, JSON.stringify(value)]),
  );
}

function files({ testResults = [] }) {
  // Two projects may run the same file.
  const statuses = {};
  for (const { name, status } of testResults) statuses[name] = [...(statuses[name] ?? []), status].sort();
  return asText(statuses);
}

function tests({ testResults = [] }) {
  const found = {};
  for (const { name, assertionResults } of testResults) {
    for (const { fullName, status, numPassingAsserts, failureMessages } of assertionResults) {
      const key = `${name} › ${fullName}`;
      const messages = failureMessages.map((message) => message.split("\n    at ")[0]);
      found[key] = [...(found[key] ?? []), JSON.stringify([status, numPassingAsserts, messages])].sort();
    }
  }
  return asText(found);
}

function coverage({ coverageMap }) {
  return asText(
    Object.fromEntries(
      Object.entries(coverageMap ?? {}).map(([file, { s, f, b, statementMap }]) => [
        file,
        { s, f, b, statementMap },
      ]),
    ),
  );
}
