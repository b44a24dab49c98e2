import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Lognormal lengths, ms, that come to `totalMs`; none longer than `longestMs`. */
export function lengths({ count, totalMs, longestMs, random }) {
  let drawn = Array.from({ length: count }, () => Math.exp(normal(random)));
  for (let round = 0; round < 20; round++) {
    const scale = totalMs / drawn.reduce((sum, one) => sum + one, 0);
    drawn = drawn.map((one) => Math.min(longestMs, one * scale));
  }
  return drawn.map(Math.round);
}

/** Of a suite: `ms` is how long each file waits, `slow` the files whose first attempt waits four times as long. */
export class WaitingFiles {
  #directory;
  #trace;
  #marks;

  constructor(project) {
    this.#directory = project.directory;
    this.#trace = join(project.directory, "trace.jsonl");
    this.#marks = join(project.directory, "marks");
  }

  /** Writes the files, and a report of what each is expected to take for `--timings`; what was traced is gone. */
  write({ ms, slow, expected }) {
    rmSync(this.#marks, { recursive: true, force: true });
    mkdirSync(this.#marks, { recursive: true });
    mkdirSync(join(this.#directory, "tests"), { recursive: true });
    writeFileSync(this.#trace, "");
    ms.forEach((wait, i) => {
      writeFileSync(join(this.#directory, nameOf(i)), this.#source(i, wait, slow.has(i)));
    });
    const suites = expected.map(
      (one, i) =>
        `<testsuite name="s" time="${one / 1000}"><testcase name="waits" file="${nameOf(i)}"/></testsuite>`,
    );
    writeFileSync(
      join(this.#directory, "expected.xml"),
      `<testsuites>\n${suites.join("\n")}\n</testsuites>\n`,
    );
  }

  #source(i, wait, isSlow) {
    return `const { appendFileSync, writeFileSync } = require("node:fs");
const trace = (what) => appendFileSync(${JSON.stringify(this.#trace)}, JSON.stringify([${i}, what, Date.now()]) + "\\n");
const isFirst = () => {
  try {
    writeFileSync(${JSON.stringify(join(this.#marks, String(i)))}, "", { flag: "wx" });
    return true;
  } catch {
    return false;
  }
};
test("waits", async () => {
  trace("from");
  await new Promise((r) => setTimeout(r, ${wait} * (${isSlow} && isFirst() ? 4 : 1)));
  trace("to");
}, 1e8);
`;
  }

  /** When files began and ended so far, ms since the epoch. */
  times() {
    const lines = readFileSync(this.#trace, "utf8").split("\n").filter(Boolean);
    const events = lines.map((line) => JSON.parse(line));
    const of = (wanted) => events.filter(([, what]) => what === wanted);
    return {
      first: Math.min(...of("from").map(([, , at]) => at)),
      last: Math.max(...of("to").map(([, , at]) => at)),
      ended: new Set(of("to").map(([i]) => i)).size,
    };
  }
}

/** The path of the i-th file, as Jest names it. */
export const nameOf = (i) => `tests/waits-${String(i).padStart(3, "0")}.test.js`;
