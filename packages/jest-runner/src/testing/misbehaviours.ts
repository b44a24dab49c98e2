import type { FileOutcome } from "../protocol.ts";

/** A way in which a test file can go wrong, and what is to be said of it. */
export interface Misbehaviour {
  /** What the file does, in words that "a file that" can stand before. */
  does: string;
  code: string;
  outcome: FileOutcome;
  /** Parts of what its result says, its last output among them. */
  says: readonly string[];
}

/** Said before the end; written at once, whatever comes then. */
const LAST_WORDS = "console.log('last words');";
const HANG = "return new Promise(() => setInterval(() => {}, 1e6));";

/** It ends its worker while it runs. */
export const crashes = [
  {
    does: "calls process.exit(1)",
    code: test(`${LAST_WORDS} process.exit(1);`),
    outcome: "crashed",
    says: ["the worker exited with code 1", 'process.exit called with "1"', "last words"],
  },
  {
    does: "calls process.exit(0)",
    code: test(`${LAST_WORDS} process.exit(0);`),
    outcome: "crashed",
    says: ["the worker exited with code 0", "last words"],
  },
  {
    does: "kills its own process",
    code: test(`${LAST_WORDS} process.kill(process.pid, 'SIGKILL');`),
    outcome: "crashed",
    says: ["the worker was killed by SIGKILL", "last words"],
  },
  {
    // Few large pieces: V8 gives up sooner than over many small ones.
    does: "runs out of memory",
    code: test(`${LAST_WORDS} const all = []; for (;;) all.push(new Array(1e6).fill({}));`),
    outcome: "crashed",
    says: ["the worker ran out of memory (JavaScript heap out of memory)", "last words"],
  },
  {
    does: "leaves a process behind and exits",
    code: test(`
      const child = require('child_process').spawn('sleep', ['1000'], { stdio: 'inherit' });
      require('fs').writeFileSync('child.pid', String(child.pid));
      process.exit(3);`),
    outcome: "crashed",
    says: ["the worker exited with code 3"],
  },
  {
    // As a browser does that a test starts: it is not in the worker's group, and holds its pipes.
    does: "leaves a process in a group of its own behind and exits",
    code: test(`
      const child = require('child_process').spawn('sleep', ['1000'], { stdio: 'inherit', detached: true });
      require('fs').writeFileSync('detached.pid', String(child.pid));
      process.exit(4);`),
    outcome: "crashed",
    says: ["the worker exited with code 4"],
  },
] as const satisfies Misbehaviour[];

/** It never ends by itself; of the limit on its time its result tells too. */
export const hangs = [
  {
    does: "never ends, and ignores SIGTERM and SIGINT",
    code: `test('hangs', () => {
      for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => {});
      ${LAST_WORDS} ${HANG}
    }, 1e8);`,
    outcome: "timed-out",
    says: ["did not end within", "last words"],
  },
  {
    // It never gets back to its event loop, and leaves the processor to others.
    does: "blocks its worker in an endless loop",
    code: test(`process.on('SIGTERM', () => {}); ${LAST_WORDS}
      for (const cell = new Int32Array(new SharedArrayBuffer(4));;) Atomics.wait(cell, 0, 0, 20);`),
    outcome: "timed-out",
    says: ["did not end within", "last words"],
  },
] as const satisfies Misbehaviour[];

/** Its tests pass, and then something it left behind throws; the next file runs on meanwhile. */
export const lateErrors = [
  late("throws from a timer", "setTimeout(() => { throw new Error('too late'); }, 100);"),
  late(
    "throws right after its end",
    "setImmediate(() => setImmediate(() => { throw new Error('too late'); }));",
  ),
  late("rejects later", "setTimeout(() => { Promise.reject(new Error('too late')); }, 100);"),
  late(
    "rejects in an async function that nobody waits for",
    "(async () => { await new Promise((r) => setTimeout(r, 100)); throw new Error('too late'); })();",
  ),
] as const;

/** It has passed, and then ends the worker, with the file that runs there by then: late enough for both on a busy machine. */
export const lateExit: Misbehaviour = {
  does: "exits the process after its end",
  code: test("setTimeout(() => process.exit(1), 350);"),
  outcome: "crashed",
  says: ["the worker exited with code 1 after the file had finished"],
};

function late(does: string, code: string): Misbehaviour {
  return { does, code: test(code), outcome: "failed", says: ["too late"] };
}

function test(code: string): string {
  return `test('passes', () => { ${code} });`;
}
