import type { FileOutcome } from "@regatta/run-log";
import { testFile } from "./sample-project.ts";

/** A way in which a test file can go wrong. */
export interface FileFault {
  /** What it does, in words that "it" can stand before. */
  does: string;
  code: string;
  /** How an attempt at it ends in a sound account. */
  outcome: FileOutcome;
  /** A part of what its result says. */
  says: string;
}

/** The limit on a file's time in runs of these files, s. */
export const FILE_LIMIT = 3;

const forEver = "new Promise(() => setInterval(() => {}, 1e6))";
const endless = (before: string, end: string) => `test("ends", () => { ${before} return ${end}; }, 1e8);\n`;

/** By a name that its file has too. */
export const fileFaults = {
  fails: {
    does: "has a test that fails",
    code: testFile("expect(1).toBe(2);"),
    outcome: "failed",
    says: "Expected: 2",
  },
  unloadable: {
    does: "throws while it is loaded",
    code: 'throw new Error("at load");\n',
    outcome: "failed",
    says: "at load",
  },
  late: {
    does: "passes, and then throws from something it left behind",
    // Right after: the next file of its worker may be one that blocks it.
    code: testFile('setImmediate(() => setImmediate(() => { throw new Error("too late"); }));'),
    outcome: "failed",
    says: "too late",
  },
  unsettled: {
    does: "waits for a promise that never settles (Jest's own limit on a test ends it)",
    code: 'test("ends", () => new Promise(() => {}), 100);\n',
    outcome: "failed",
    says: "Exceeded timeout",
  },
  exits: {
    does: "calls `process.exit`, with 0 too",
    code: testFile("process.exit(0);"),
    outcome: "crashed",
    says: "exited with code 0",
  },
  greedy: {
    does: "runs out of memory",
    code: testFile("const all = []; for (;;) all.push(new Array(2e7).fill({}));"),
    outcome: "crashed",
    says: "out of memory",
  },
  loops: {
    // It never gets back to its event loop, and leaves the processor to others.
    does: "blocks its worker in an endless loop",
    code: testFile(
      "for (const cell = new Int32Array(new SharedArrayBuffer(4));;) Atomics.wait(cell, 0, 0, 20);",
    ),
    outcome: "timed-out",
    says: "did not end within",
  },
  deaf: {
    does: "never ends, and ignores signals",
    code: endless("process.on('SIGTERM', () => {}); process.on('SIGINT', () => {});", forEver),
    outcome: "timed-out",
    says: "did not end within",
  },
  slow: {
    does: "takes longer than `tests.fileTimeoutSeconds`",
    code: endless("", "new Promise((resolve) => setTimeout(resolve, 60_000))"),
    outcome: "timed-out",
    says: "did not end within",
  },
  parent: {
    does: "passes, and leaves a process behind (which is ended with its worker)",
    code: testFile("require('child_process').spawn('sleep', ['1000'], { stdio: 'ignore' }).unref();"),
    outcome: "passed",
    says: "",
  },
} as const satisfies Record<string, FileFault>;

export type FaultName = keyof typeof fileFaults;

/** The path of a fault's file, below the project. */
export function fileOf(name: string): string {
  return `tests/${name}.test.js`;
}
