import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { JestRig } from "./testing/jest-rig.ts";
import { rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();

/** One of each kind of file, for a number. */
const KINDS: Array<(n: number) => string> = [
  (n) => `test('adds ${n}', () => expect(require('../lib').add(${n}, 1)).toBe(${n + 1}));`,
  (n) =>
    `describe('group ${n}', () => { test('ok', () => {}); test('fails', () => expect(${n}).toBe(-1)); });`,
  (n) => `test.skip('skipped ${n}', () => {}); test.todo('todo ${n}');`,
  (n) => `test('snapshot', () => expect({ n: ${n} }).toMatchSnapshot());`,
  (n) => `test.each([1, 2, ${n}])('each %d', (x) => expect(x).toBeLessThan(3));`,
  (n) => `beforeAll(() => { if (${n} % 2) throw new Error('hook'); }); test('after a hook', () => {});`,
  (n) =>
    `test('logs', () => console.log('line ${n}')); test('waits', () => new Promise((r) => setTimeout(r, ${n})));`,
  (n) => (n % 2 ? "test('', ;" : "throw new Error('does not load'); test('x', () => {});"),
  (n) =>
    `/** @jest-environment ./marked.js */\ntest('set up ${n}', () => expect([marked, each, SEEDED, process.env.TAKEN]).toEqual(['yes', 1, 'by setup', undefined]));`,
];

/** One of each kind, one more with a snapshot, and of those that go by whether their number is even the other one too. */
const NUMBERS = [...KINDS.keys(), 12, 14, 16];
const FILES = Object.fromEntries(
  NUMBERS.map((n) => [`dir${n % 5}/f${n}.test.js`, KINDS[n % KINDS.length]?.(n) ?? ""]),
);
// Those in dir0 run twice, once in each project.
const RUNS = NUMBERS.length + NUMBERS.filter((n) => n % 5 === 0).length;

const SNAPSHOTS = ["dir3/__snapshots__/f3.test.js.snap", "dir2/__snapshots__/f12.test.js.snap"];

const PROJECT = {
  ...FILES,
  "lib.js":
    "exports.add = (a, b) => {\n  if (b === 0) {\n    return a;\n  }\n  return a + b;\n};\nexports.never = () => 1;\n",
  "up.js": "module.exports = () => { process.env.SEEDED = 'by setup'; delete process.env.TAKEN; };",
  "down.js": "module.exports = () => require('fs').writeFileSync('down', process.env.SEEDED);",
  "each.js": "globalThis.each = 1; globalThis.SEEDED = process.env.SEEDED;",
  "marked.js":
    "const { TestEnvironment } = require('jest-environment-node');\nmodule.exports = class extends TestEnvironment { async setup() { await super.setup(); this.global.marked = 'yes'; } };",
  "reporter.js":
    "module.exports = class { n = 0; onTestCaseResult() { this.n++; } onRunComplete(_, r) { require('fs').writeFileSync('cases', this.n + ' of ' + r.numTotalTests); } };",
};

const project = (displayName: string, dirs: number[]) => ({
  displayName,
  rootDir: "<rootDir>",
  roots: dirs.map((n) => `<rootDir>/dir${n}`),
  cacheDirectory: "<rootDir>/.cache",
  watchman: false,
  transform: {},
  setupFilesAfterEnv: ["<rootDir>/each.js"],
  globalSetup: "<rootDir>/up.js",
  globalTeardown: "<rootDir>/down.js",
});

// Both run what is in dir0; snapshots are elsewhere, or the second would find what the first one wrote.
const CONFIG = {
  projects: [project("red", [0, 1, 2]), project("blue", [0, 3, 4])],
  coverageReporters: ["json-summary"],
  coverageThreshold: { global: { functions: 90 } },
};

// Each version takes only snapshots that begin with its own line.
const snapshots = (jest: 29 | 30, name: string) =>
  `// Jest Snapshot v1, ${jest === 29 ? "https://goo.gl/fbAQLP" : "https://jestjs.io/docs/snapshot-testing"}\n\nexports[\`${name}\`] = \`2\`;\n`;

interface JsonReport {
  testResults: Array<{
    name: string;
    status: string;
    assertionResults: Array<{ fullName: string; status: string }>;
  }>;
  coverageMap?: Record<string, { s: unknown; b: unknown; f: unknown }>;
  [total: string]: unknown;
}

/** What Jest's own report says, without what differs from run to run, and what is left in the project. */
function comparable({ directory }: JestRig) {
  const { testResults, coverageMap, ...totals } = JSON.parse(
    readFileSync(join(directory, "report.json"), "utf8").replaceAll(directory, ""),
  ) as JsonReport;
  const numbers = Object.entries(totals).filter(([name]) => name !== "startTime");
  const files = testResults.map(({ name, status, assertionResults }) => {
    const tests = assertionResults.map(({ fullName, status }) => `${fullName}: ${status}`);
    return [name, status, ...tests].join("\n");
  });
  const covered = Object.entries(coverageMap ?? {}).map(([file, { s, b, f }]) => ({ file, s, b, f }));
  const left = ["down", "cases", ...SNAPSHOTS];
  return {
    totals: Object.fromEntries(numbers),
    files: files.toSorted(),
    covered: covered.toSorted((a, b) => a.file.localeCompare(b.file)),
    left: left.map(
      (path) => existsSync(join(directory, path)) && readFileSync(join(directory, path), "utf8"),
    ),
  };
}

const ARGS = ["--json", "--outputFile=report.json", "--reporters=default", "--reporters=./reporter.js"];

/** The same project, run by the stock runner and by ours: what each leaves behind is the same. */
async function runByBoth(jest: 29 | 30, coverageProvider: "babel" | "v8") {
  const args = [...ARGS, "--ci=false", "-u", "--coverage", `--coverageProvider=${coverageProvider}`];
  const files = {
    ...PROJECT,
    [SNAPSHOTS[0] ?? ""]: `${snapshots(jest, "gone 1")}\nexports[\`snapshot 1\`] = \`2\`;\n`,
    "dir1/__snapshots__/none.test.js.snap": snapshots(jest, "x 1"),
  };
  const options = { jest, files, config: CONFIG, env: { TAKEN: "1" } };
  const stock = await start({ ...options, stock: true, args: [...args, "-i"] });
  const stockExit = await stock.exited;
  const ours = await start({ ...options, args });
  ours.ready(["1/x", "2/x"]);
  const oursExit = await ours.exited;
  const expected = comparable(stock);
  expect([expected.files.length, expected.covered.length, expected.left[0]]).toEqual([RUNS, 1, "by setup"]);
  expect(comparable(ours)).toEqual(expected);
  expect(oursExit.code).toBe(stockExit.code);
  expect(Object.keys(ours.outcomes())).toHaveLength(RUNS);
  return { options, stock, ours };
}

test("Jest 29: projects, environments, set-up, snapshots, Babel's coverage, reporters: exactly what the stock runner gives", async () => {
  await runByBoth(29, "babel");
}, 60_000);

test("Jest 30, coverage by V8: the same, and of the failures again", async () => {
  const { options, stock, ours } = await runByBoth(30, "v8");
  const again = { ...options, args: [...ARGS, "--onlyFailures"], files: {} };
  const stockAgain = await start({ ...again, after: stock, stock: true });
  const stockAgainExit = await stockAgain.exited;
  const oursAgain = await start({ ...again, after: ours });
  oursAgain.ready(["1/x"]);
  expect((await oursAgain.exited).code).toBe(stockAgainExit.code);
  expect(comparable(oursAgain)).toEqual(comparable(stockAgain));
  expect(comparable(oursAgain).files.length).toBeLessThan(RUNS);
}, 60_000);
