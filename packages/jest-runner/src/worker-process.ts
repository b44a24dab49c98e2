import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { killGroup, killMarked } from "@regatta/foundation";
import { LineForwarder } from "./line-forwarder.ts";
import { OutputTail } from "./output-tail.ts";
import { CONSOLE_FD, type FromWorker, type ToWorker } from "./worker-protocol.ts";

const MAIN = fileURLToPath(new URL("./worker/main.js", import.meta.url));

/** How long the rest of a dead worker's output is waited for, ms; something may still hold its pipes open. */
const LAST_OUTPUT_MS = 500;
/** How long a worker may take to exit when asked to, ms. */
const EXIT_MS = 500;
/** What a worker starts inherits it: browsers and the like lead groups of their own, and would outlive it. */
const MARK = "REGATTA_WORKER";

export interface WorkerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Why the process could not even be started. */
  startError?: string;
}

export interface WorkerProcessOptions {
  /** The whole environment. */
  env: Record<string, string>;
  onMessage(message: FromWorker): void;
  /** The process is dead, its group killed, its output read. Called once. */
  onGone(exit: WorkerExit): void;
}

/** The process of a worker: leads a group of its own, so that it can be killed with all it has started. */
export class WorkerProcess {
  /** Undefined when it could not be started; `onGone` says why. */
  readonly pid: number | undefined;
  /** What it printed lately, through whatever channel. */
  readonly output = new OutputTail();
  readonly #child: ChildProcess;
  readonly #mark = randomUUID();
  #isEnding = false;
  #dead = false;
  #gone: () => void = () => undefined;
  readonly #whenGone = new Promise<void>((resolve) => {
    this.#gone = resolve;
  });

  constructor({ env, onMessage, onGone }: WorkerProcessOptions) {
    const child = fork(MAIN, [], {
      env: { ...env, [MARK]: this.#mark },
      detached: true,
      serialization: "json",
      stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
      // As Jest's own workers: everything but a debugger, whose port is taken by Jest itself.
      execArgv: process.execArgv.filter((option) => !/^--(debug|inspect)/.test(option)),
    });
    this.#child = child;
    this.pid = child.pid;
    this.#forward(child.stdout, process.stdout);
    this.#forward(child.stderr, process.stderr);
    this.#read(child.stdio[CONSOLE_FD] as Readable | null);
    child.on("message", (message: FromWorker) => {
      if (!this.#dead) onMessage(message);
    });
    this.#followExit(onGone);
  }

  send(message: ToWorker): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Kills it and all it has started, at once. */
  kill(): void {
    if (this.pid !== undefined && !this.#dead) killGroup(this.pid);
  }

  /** Lets it exit in order, its exit handlers run; kills it if it does not. Resolves when it is gone. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.send({ kind: "end" });
    const limit = setTimeout(() => {
      this.#isEnding = false;
      this.kill();
    }, EXIT_MS);
    await this.#whenGone;
    clearTimeout(limit);
  }

  #followExit(onGone: (exit: WorkerExit) => void): void {
    let over = false;
    const finish = (exit: WorkerExit) => {
      if (over) return;
      over = true;
      this.#dead = true;
      onGone(exit);
      this.#gone();
    };
    this.#child.on("error", (error) => {
      if (this.pid === undefined) finish({ code: null, signal: null, startError: error.message });
    });
    this.#child.on("exit", (code, signal) => {
      // What its tests have started goes with it, and lets go of the pipes.
      this.kill();
      // What files that came to their end left in groups of their own they may have meant to.
      if (!this.#isEnding) void killMarked(MARK, this.#mark);
      const limit = setTimeout(() => {
        finish({ code, signal });
        // What a test left in a group of its own may hold them for ever, and Jest could not exit.
        for (const stream of this.#child.stdio) stream?.destroy();
      }, LAST_OUTPUT_MS);
      this.#child.on("close", () => {
        clearTimeout(limit);
        finish({ code, signal });
      });
    });
  }

  #forward(from: Readable | null, to: NodeJS.WriteStream): void {
    const lines = new LineForwarder((text) => to.write(text));
    from?.on("close", () => lines.flush());
    this.#read(from, (text) => lines.append(text));
  }

  #read(from: Readable | null, also?: (text: string) => void): void {
    from?.setEncoding("utf8").on("data", (text: string) => {
      this.output.append(text);
      also?.(text);
    });
    from?.on("error", () => undefined);
  }
}
