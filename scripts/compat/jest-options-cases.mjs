const header = (version) =>
  `// Jest Snapshot v1, ${version === "29" ? "https://goo.gl/fbAQLP" : "https://jestjs.io/docs/snapshot-testing"}`;

/** A small project with a bit of everything that tells how Jest was asked to run it. */
export const sample = {
  config: {
    watchman: false,
    coverageReporters: ["json-summary"],
    testMatch: ["<rootDir>/tests/**/*.test.?(c|m)[jt]s"],
    transform: {},
  },
  /** For a version of Jest: a snapshot file that belongs to no test file; with it Jest fails in CI. */
  obsolete: (version) => ({
    "tests/__snapshots__/removed.test.js.snap": `${header(version)}\n\nexports[\`x 1\`] = \`1\`;\n`,
  }),
  /** For a version of Jest: each takes only snapshots that begin with its own line. */
  files: (version) => ({
    "package.json": JSON.stringify({ name: "sample" }),
    "src/one.js": "exports.one = () => 1;\n",
    "src/two.js": "exports.two = (x) => {\n  if (x) {\n    return 2;\n  }\n  return 0;\n};\n",
    "tests/one.test.js": `const { one } = require("../src/one");
test("one is 1", () => expect(one()).toBe(1));
test("has a snapshot", () => expect({ one: one() }).toMatchSnapshot());
`,
    "tests/two.test.js": `const { two } = require("../src/two");
describe("two", () => {
  test("is 2", () => expect(two(true)).toBe(2));
  test("fails", () => expect(two(false)).toBe(3));
  test.skip("skipped", () => {});
  test.todo("later");
});
`,
    "tests/deep/snap.test.js": `test("kept", () => expect("kept").toMatchSnapshot());
test("changed", () => expect("new").toMatchSnapshot());
test("inline", () => expect({ a: 1 }).toMatchInlineSnapshot());
`,
    "tests/deep/__snapshots__/snap.test.js.snap": `${header(version)}

exports[\`changed 1\`] = \`"old"\`;

exports[\`gone 1\`] = \`"gone"\`;

exports[\`kept 1\`] = \`"kept"\`;
`,
    "tests/broken.test.js": "test('never', () => {}); throw new TypeError('does not load');\n",
    "tests/env.test.js": `/** @jest-environment ./marked-environment.js */
test("its own environment", () => expect(globalThis.marked).toBe("yes"));
`,
    "marked-environment.js": `const { TestEnvironment } = require("jest-environment-node");
module.exports = class extends TestEnvironment {
  async setup() { await super.setup(); this.global.marked = "yes"; }
};
`,
    "tests/plain.test.js":
      "test('adds', () => expect(1 + 1).toBe(2));\ntest('logs', () => console.log('aloud'));\n",
  }),
};

const all = (names) => names.map(([name, ...args]) => ({ name, args }));
const typed = {
  "src/sum.ts": "export const sum = (a: number, b: number): number => a + b;\n",
  "tests/sum.test.ts": `import { sum } from "../src/sum";
test("adds", () => expect(sum(1, 2)).toBe(3));
test("fails in its own line", () => { expect(sum(1, 1) as number).toBe(3); });
`,
  "tsconfig.json": JSON.stringify({
    compilerOptions: { target: "es2022", module: "commonjs", esModuleInterop: true, strict: true, types: [] },
  }),
};
const withSetup = {
  config: {
    globalSetup: "./up.js",
    globalTeardown: "./down.js",
    setupFiles: ["./first.js"],
    setupFilesAfterEnv: ["./each.js"],
  },
  files: {
    "up.js":
      "module.exports = async (config) => { process.env.SEEDED = 'by setup'; delete process.env.TAKEN; globalThis.kept = 7; };\n",
    "down.js":
      "module.exports = async () => require('fs').writeFileSync('down.txt', process.env.SEEDED + globalThis.kept);\n",
    "first.js": "globalThis.order = ['setupFiles', typeof expect];\n",
    "each.js":
      "globalThis.order.push('afterEnv', typeof expect); beforeEach(() => globalThis.order.push('each'));\n",
    "tests/setup.test.js":
      "test('is set up', () => expect([order, process.env.SEEDED, process.env.TAKEN, process.env.GIVEN]).toMatchSnapshot());\n",
  },
  env: { TAKEN: "out", GIVEN: "through" },
};
const projects = {
  config: {
    projects: [
      {
        displayName: "red",
        testMatch: ["<rootDir>/tests/*.test.js"],
        transform: {},
        globals: { COLOR: "red" },
      },
      {
        displayName: { name: "blue", color: "blue" },
        testMatch: ["<rootDir>/tests/plain.test.js", "<rootDir>/dom/*.test.js"],
        transform: {},
        testEnvironment: "jsdom",
      },
    ],
  },
  files: { "dom/dom.test.js": "test('has a document', () => expect(document.body.tagName).toBe('BODY'));\n" },
};
const ends = (name, body, rest = {}) => ({
  name,
  files: { "tests/ends.test.js": body },
  args: ["tests/ends", "tests/plain"],
  ...rest,
});

export const cases = [
  { name: "obsolete snapshot files", obsolete: true, args: ["tests/plain"] },
  { name: "-u with obsolete snapshot files", obsolete: true, args: ["-u"] },
  { name: "--ci with obsolete snapshot files", obsolete: true, args: ["--ci", "tests/plain"] },
  ...all([
    ["everything"],
    ["a path", "tests/deep"],
    ["two patterns", "one", "two\\.test"],
    ["a pattern that matches nothing", "nothing-like-this"],
    ["a pattern that matches nothing, allowed", "nothing-like-this", "--passWithNoTests"],
    ["-t", "-t", "is 2"],
    ["--testNamePattern that matches nothing", "--testNamePattern", "nothing at all"],
    ["--shard 1/3", "--shard", "1/3"],
    ["--shard=3/3", "--shard=3/3"],
    ["--shard 9/9, an empty one", "--shard", "9/9"],
    ["--findRelatedTests", "--findRelatedTests", "src/one.js"],
    ["--findRelatedTests with coverage", "--findRelatedTests", "src/one.js", "--coverage"],
    ["--runTestsByPath", "--runTestsByPath", "tests/one.test.js", "tests/two.test.js"],
    ["--testPathIgnorePatterns", "--testPathIgnorePatterns", "deep", "broken"],
    ["--testMatch", "--testMatch", "**/p*.test.js"],
    ["--testRegex", "--", "--testRegex", "one\\.test", "--config", "{}"],
    ["--filter", "--filter", "./only-plain.js"],
    ["-u", "-u"],
    ["-u of some files", "-u", "tests/deep"],
    ["-u -t", "-u", "-t", "changed"],
    ["--ci", "--ci"],
    ["--ci=false", "--ci=false"],
    ["--coverage by babel", "--coverage"],
    ["--coverage by v8", "--coverage", "--coverageProvider=v8"],
    ["--collectCoverageFrom", "--coverage", "--collectCoverageFrom=src/**/*.js", "tests/one"],
    ["--verbose", "--verbose"],
    ["--silent", "--silent"],
    ["--randomize --seed", "--randomize", "--seed=42"],
    ["-w 1", "-w", "1"],
    ["--maxWorkers=50%", "--maxWorkers=50%"],
    ["-i", "-i"],
    ["--forceExit", "--forceExit", "tests/plain"],
    ["--testTimeout", "--testTimeout=50", "tests/plain"],
    ["--errorOnDeprecated", "--errorOnDeprecated", "tests/plain"],
    ["--no-cache", "--no-cache", "tests/one"],
    ["--expand --noStackTrace", "--expand", "--noStackTrace", "tests/two"],
    ["--detectLeaks", "--detectLeaks", "tests/plain", "tests/one", "tests/env"],
    ["--logHeapUsage", "--logHeapUsage", "tests/plain"],
    ["--reporters", "--reporters=default", "--reporters=./reporter.js"],
    ["--testResultsProcessor", "--testResultsProcessor=./processor.js"],
    ["--testSequencer", "--testSequencer=./sequencer.js"],
    ["--env", "--env=jsdom", "tests/plain"],
    ["--globals", "--globals", '{"COLOR":"red"}', "tests/plain"],
    ["--testLocationInResults", "--testLocationInResults", "tests/two"],
    ["--watchAll=false", "--watchAll=false", "tests/plain"],
    ["--config as JSON", "--", "--config", '{"transform":{},"testMatch":["**/p*.test.js"]}'],
    ["--rootDir", "--rootDir", "tests/deep", "--testMatch=**/*.test.js"],
    ["--bail", "--bail", "tests/two", "-i"],
    ["--projects", "--projects", "."],
    ["--all", "--all", "tests/plain"],
    [
      "--coverageThreshold, --coverageDirectory",
      "--coverage",
      "--coverageThreshold",
      '{"global":{"lines":99}}',
      "--coverageDirectory=covered",
      "tests/one",
    ],
    ["--useStderr --debug --color", "--useStderr", "--debug", "--color", "tests/plain"],
    ["-e --showSeed --waitForUnhandledRejections=false", "-e", "--showSeed", "tests/two"],
    ["--updateSnapshot, --json=false", "--updateSnapshot", "tests/deep"],
    ["--testPathPatterns", "--testPathPatterns=one|two"],
    ["--workerIdleMemoryLimit", "--workerIdleMemoryLimit=1GB", "tests/plain"],
    ["--no-injectGlobals", "--injectGlobals=false", "tests/plain"],
    ["--snapshotSerializers", "--snapshotSerializers=./serializer.js", "--ci=false"],
  ]).map((one) => ({
    ...one,
    files: {
      "only-plain.js":
        "const is29 = require('jest/package.json').version.startsWith('29');\nmodule.exports = async (paths) => ({ filtered: paths.filter((p) => p.includes('plain')).map((test) => (is29 ? { test } : test)) });\n",
      "reporter.js":
        "module.exports = class { constructor() { this.seen = []; } onTestFileResult(t, r) { this.seen.push([t.path, r.numPassingTests, r.numFailingTests].join()); } onTestCaseResult(t, c) { this.seen.push([t.path, c.fullName, c.status].join()); } onRunComplete() { require('fs').writeFileSync('reported.txt', this.seen.sort().join('\\n')); } };\n",
      "processor.js":
        "module.exports = (results) => { require('fs').writeFileSync('processed.txt', String(results.numTotalTests)); return results; };\n",
      "sequencer.js":
        "const S = require('@jest/test-sequencer').default; module.exports = class extends S { sort(tests) { return [...tests].sort((a, b) => (a.path > b.path ? 1 : -1)); } };\n",
      "serializer.js":
        "module.exports = { test: (v) => v?.one !== undefined, serialize: () => 'SERIALIZED' };\n",
    },
  })),
  {
    name: "thresholds not met",
    args: ["--coverage", "tests/one", "tests/plain"],
    config: { coverageThreshold: { global: { lines: 99 } }, collectCoverageFrom: ["src/*.js"] },
  },
  {
    name: "thresholds met",
    args: ["--coverage", "--ci=false", "tests/one"],
    config: { coverageThreshold: { global: { lines: 10 } }, coverageProvider: "v8" },
  },
  {
    name: "--onlyFailures",
    steps: [
      {},
      { args: ["--onlyFailures"] },
      { args: ["-f"], files: { "tests/two.test.js": "test('mended', () => {});\n" } },
    ],
  },
  { name: "--onlyFailures with nothing known", args: ["--onlyFailures"] },
  { name: "--onlyChanged", args: ["-o"], git: { "src/one.js": "exports.one = () => 2 - 1;\n" } },
  {
    name: "--changedSince",
    args: ["--changedSince=main", "--coverage"],
    git: { "src/two.js": "exports.two = (x) => (x ? 2 : 0);\n" },
  },
  { name: "--lastCommit", args: ["--lastCommit"], git: {} },
  { name: "--onlyChanged with nothing changed", args: ["-o"], git: {} },
  {
    name: "global setup, teardown, set-up files",
    args: ["tests/setup", "tests/plain", "--ci=false"],
    ...withSetup,
  },
  { name: "projects", ...projects },
  { name: "--selectProjects", args: ["--selectProjects", "blue"], ...projects },
  { name: "--ignoreProjects", args: ["--ignoreProjects", "blue"], ...projects },
  { name: "projects with coverage", args: ["--coverage", "--collectCoverageFrom=src/*.js"], ...projects },
  {
    name: "babel",
    args: ["tests/one", "tests/sum"],
    config: { transform: { "\\.[jt]s$": "babel-jest" } },
    files: {
      ...typed,
      "babel.config.js":
        "module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'] };\n",
    },
  },
  {
    name: "ts-jest",
    args: ["tests/sum", "--coverage"],
    config: { transform: { "\\.ts$": ["ts-jest", { diagnostics: false }] } },
    files: typed,
  },
  {
    name: "swc",
    args: ["tests/sum", "--coverage"],
    config: { transform: { "\\.ts$": "@swc/jest" } },
    files: typed,
  },
  {
    name: "ES modules",
    args: ["tests/es", "--coverage", "--coverageProvider=v8"],
    nodeOptions: "--experimental-vm-modules --no-warnings",
    files: {
      "src/es.mjs": "export const es = (x) => x + 1;\nexport default import.meta.url;\n",
      "tests/es.test.mjs":
        "import { jest } from '@jest/globals';\nimport url, { es } from '../src/es.mjs';\nconst { two } = await import('../src/two.js');\njest.unstable_mockModule('./x.mjs', () => ({ default: 1 }), { virtual: true });\ntest('es', () => expect([es(1), url.startsWith('file:'), two(true)]).toEqual([2, true, 2]));\ntest('snapshot', () => expect(es(2)).toMatchSnapshot());\n",
    },
  },
  {
    name: "type: module",
    args: ["tests/type"],
    nodeOptions: "--experimental-vm-modules --no-warnings",
    files: {
      "tests/type/package.json": '{"type":"module"}',
      "tests/type/type.test.js":
        "import { readFileSync } from 'node:fs';\ntest('module', () => expect([typeof readFileSync, import.meta.filename ?? 'x']).toHaveLength(2));\n",
    },
  },
  {
    name: "jest.config.mjs",
    args: ["--", "--config", "own.config.mjs"],
    files: {
      "own.config.mjs": "export default async () => ({ transform: {}, testMatch: ['**/p*.test.js'] });\n",
    },
  },
  { name: "--bail 2", args: ["--bail=2", "tests/two", "tests/plain", "-i"] },
  {
    name: "projects in folders",
    config: { projects: ["<rootDir>/packages/*"], testMatch: undefined },
    files: {
      "packages/a/jest.config.js":
        "module.exports = { displayName: 'a', transform: {}, globalSetup: './up.js', moduleNameMapper: { '^@/(.*)$': '<rootDir>/lib/$1' } };\n",
      "packages/a/up.js": "module.exports = () => { process.env.UP = (process.env.UP ?? '') + 'a'; };\n",
      "packages/a/lib/x.js": "module.exports = 'x of a';\n",
      "packages/a/x.test.js":
        "test('a', () => expect([require('@/x'), process.env.UP]).toMatchSnapshot());\ntest('fails', () => expect(1).toBe(2));\n",
      "packages/b/package.json": JSON.stringify({
        name: "b",
        jest: { transform: {}, setupFiles: ["./first.js"] },
      }),
      "packages/b/first.js": "globalThis.first = 'of b';\n",
      "packages/b/x.test.js": "test('b', () => expect(first).toBe('of b'));\n",
    },
    args: ["--ci=false"],
  },
  {
    name: "mocks in folders, automock, a resolver, a snapshot resolver and format",
    config: {
      automock: false,
      roots: ["<rootDir>"],
      resolver: "./resolver.js",
      snapshotResolver: "./snapshots.js",
      snapshotFormat: { escapeString: true, printBasicPrototype: true },
      restoreMocks: true,
      testMatch: ["<rootDir>/tests/mocked.test.js"],
    },
    files: {
      "resolver.js":
        "module.exports = (path, options) => options.defaultResolver(path.replace(/^virtual:/, options.rootDir + '/src/'), options);\n",
      "snapshots.js":
        "module.exports = { resolveSnapshotPath: (t) => t + '.kept', resolveTestPath: (s) => s.slice(0, -5), testPathForConsistencyCheck: 'a.test.js' };\n",
      "__mocks__/left-pad.js": "module.exports = () => 'mocked package';\n",
      "src/__mocks__/two.js": "exports.two = () => 'mocked two';\n",
      "tests/mocked.test.js":
        "jest.mock('../src/two');\njest.mock('left-pad', () => () => 'by factory', { virtual: true });\ntest('mocks', () => expect([require('../src/two').two(), require('left-pad')(), require('virtual:one').one(), { 'a\"b': [] }]).toMatchSnapshot());\n",
    },
    args: ["--ci=false"],
  },
  {
    name: "an environment that handles events, set-up in TypeScript",
    config: {
      globalSetup: "./up.ts",
      testEnvironment: "./events.js",
      testMatch: ["<rootDir>/tests/events.test.js"],
      transform: { "\\.ts$": "@swc/jest" },
    },
    files: {
      "up.ts": "export default async (): Promise<void> => { process.env.TYPED = 'yes' as string; };\n",
      "events.js":
        "const { TestEnvironment } = require('jest-environment-node');\nmodule.exports = class extends TestEnvironment {\n  constructor(config, context) { super(config, context); this.global.docblock = context.docblockPragmas; this.global.seen = []; }\n  async handleTestEvent(event) { this.global.seen?.push(event.name); }\n  exportConditions() { return ['custom']; }\n};\n",
      "tests/events.test.js":
        "/** @extra one\n * @extra two\n */\ntest('events', () => expect([process.env.TYPED, docblock, seen.includes('test_start')]).toEqual(['yes', { extra: ['one', 'two'] }, true]));\n",
    },
  },
  {
    name: "TypeScript as ES modules by swc",
    args: ["tests/esm", "--coverage"],
    nodeOptions: "--experimental-vm-modules --no-warnings",
    config: {
      transform: { "\\.ts$": ["@swc/jest", { module: { type: "es6" }, jsc: { target: "es2022" } }] },
      extensionsToTreatAsEsm: [".ts"],
      testMatch: ["<rootDir>/tests/*.test.ts"],
    },
    files: {
      "src/esm.ts":
        "export const sum = async (a: number, b: number): Promise<number> => a + b;\nexport const here: string = import.meta.url;\n",
      "tests/esm.test.ts":
        "import { expect, test } from '@jest/globals';\nimport { sum, here } from '../src/esm.ts';\ntest('sums', async () => expect([await sum(1, 2), here.startsWith('file:')]).toEqual([3, true]));\n",
    },
  },
  {
    name: "testRunner, fakeTimers, sandboxInjectedGlobals, resetModules, testEnvironmentOptions, --maxConcurrency",
    args: ["tests/config", "--maxConcurrency=2"],
    config: {
      testRunner: "jest-circus/runner",
      fakeTimers: { enableGlobally: true },
      sandboxInjectedGlobals: ["Math"],
      resetModules: true,
      testEnvironmentOptions: { customExportConditions: ["special"] },
      globals: { GIVEN: { deep: [1] } },
      slowTestThreshold: 1,
      testTimeout: 1234,
    },
    files: {
      "tests/config.test.js":
        "test.concurrent('a', async () => {}); test.concurrent('b', async () => {}); test.concurrent('c', async () => {});\ntest('faked', () => { const f = jest.fn(); setTimeout(f, 1e9); jest.runAllTimers(); expect(f).toHaveBeenCalledTimes(1); expect(GIVEN.deep).toEqual([1]); });\n",
    },
  },
  {
    name: "the environment of a file: worker number, NODE_ENV, working directory, arguments",
    args: ["tests/where"],
    files: {
      "tests/where.test.js":
        "test('where', () => expect([/^[12]$/.test(process.env.JEST_WORKER_ID), process.env.NODE_ENV, process.cwd() === require('path').dirname(__dirname), typeof process.send, process.stdout.isTTY ?? false, require.main === module]).toMatchSnapshot());\n",
    },
    steps: [{ args: ["tests/where", "--ci=false", "-w", "2"] }],
  },
  ends("retryTimes", "jest.retryTimes(2); let n = 0; test('third time', () => expect(++n).toBe(3));\n"),
  ends(
    "concurrent, each, failing, only",
    "test.concurrent('c', async () => {}); test.each([1, 2])('e %d', (n) => expect(n).toBe(1)); test.failing('f', () => { throw 1; });\n",
  ),
  ends(
    "hooks that throw",
    "describe('d', () => { beforeAll(() => { throw new Error('b'); }); test('x', () => {}); }); afterAll(() => { throw new Error('a'); });\n",
  ),
  ends("a test that takes too long", "test('waits', () => new Promise(() => {}), 50);\n"),
  ends(
    "mocks and timers",
    "jest.mock('fs'); jest.useFakeTimers(); test('mocked', () => { expect(require('fs').readFileSync.mock).toBeDefined(); setTimeout(() => {}, 1e6); jest.runAllTimers(); });\n",
  ),
  ends("an empty file", ""),
  ends(
    "errors with a cause, an aggregate, a thrown string",
    "test('c', () => { throw new Error('outer', { cause: new Error('inner') }); }); test('a', () => { throw new AggregateError([new Error('1'), new Error('2')], 'both'); }); test('s', () => { throw 'text'; });\n",
  ),
];
