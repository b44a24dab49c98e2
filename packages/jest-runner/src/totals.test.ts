import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();

/** One of each kind of file, for a number. */
const KINDS: Array<(n: number) => string> = [
  (n) => `test('adds ${n}', () => expect(${n} + 1).toBe(${n + 1}));`,
  (n) =>
    `describe('group ${n}', () => { test('ok', () => {}); test('fails', () => expect(${n}).toBe(-1)); });`,
  (n) => `test.skip('skipped ${n}', () => {}); test.todo('todo ${n}');`,
  (n) => `test('snapshot', () => expect({ n: ${n} }).toMatchSnapshot());`,
  (n) => `test.each([1, 2, ${n}])('each %d', (x) => expect(x).toBeLessThan(3));`,
  (n) => `beforeAll(() => { if (${n} % 2) throw new Error('hook'); }); test('after a hook', () => {});`,
  (n) =>
    `test('logs', () => console.log('line ${n}')); test('waits', () => new Promise((r) => setTimeout(r, ${n})));`,
  (n) => (n % 2 ? "test('', ;" : "throw new Error('does not load'); test('x', () => {});"),
];

const FILES = Object.fromEntries(
  Array.from({ length: 40 }, (_, n) => [`dir${n % 5}/f${n}.test.js`, KINDS[n % KINDS.length]?.(n) ?? ""]),
);

interface JsonReport {
  testResults: Array<{
    name: string;
    status: string;
    assertionResults: Array<{ fullName: string; status: string }>;
  }>;
  [total: string]: unknown;
}

/** What Jest's own report says, without what differs from run to run. */
function comparable(directory: string) {
  const { testResults, ...totals } = JSON.parse(
    readFileSync(join(directory, "report.json"), "utf8"),
  ) as JsonReport;
  const numbers = Object.entries(totals).filter(([name]) => name !== "startTime");
  const files = testResults.map(({ name, status, assertionResults }) => ({
    name: name.replace(directory, ""),
    status,
    tests: assertionResults.map(({ fullName, status }) => `${fullName}: ${status}`),
  }));
  return {
    totals: Object.fromEntries(numbers),
    files: files.toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}

test.each([29, 30] as const)(
  "Jest %i: 40 files give exactly the totals of the stock runner",
  async (jest) => {
    const options = { jest, files: FILES, args: ["--json", "--outputFile=report.json", "--ci=false"] };
    const stock = await start({ ...options, stock: true, args: [...options.args, "-w", "2"] });
    const stockExit = await stock.exited;
    const ours = await start(options);
    ours.ready(["1/x", "2/x", "3/x"]);
    const oursExit = await ours.exited;
    const expected = comparable(stock.directory);
    expect(expected.files).toHaveLength(40);
    expect(comparable(ours.directory)).toEqual(expected);
    expect(oursExit.code).toBe(stockExit.code);
    expect(Object.keys(ours.outcomes()).toSorted()).toEqual(Object.keys(FILES).toSorted());
  },
);
