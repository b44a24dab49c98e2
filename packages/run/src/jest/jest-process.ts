import { type ChildProcess, spawn } from "node:child_process";
import { killGroup, RegattaError } from "@regatta/foundation";
import { type FromJest, launcherPath, runnerPath, type ToJest } from "@regatta/jest-runner";
import { jestFolder } from "./jest-folder.ts";

export interface JestProcessOptions {
  /** Where the user's Jest and its configuration are found. */
  directory: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

export interface JestListeners {
  onMessage: (message: FromJest) => void;
  onOutput: (text: string) => void;
}

export interface JestExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The user's own Jest, run with Regatta's runner, spoken to over an IPC channel. */
export class JestProcess {
  readonly pid: number;
  /** Settles when the process is gone and its output read to the end; never rejects. */
  readonly exited: Promise<JestExit>;
  readonly #child: ChildProcess;
  readonly #workers = new Set<number>();

  /**
   * Loads Jest in a process group of its own, so that a Ctrl-C of the terminal reaches only the parent; it runs
   * nothing before `begin`.
   * @throws RegattaError JEST_NOT_FOUND when `directory` has no Jest installed; JEST_NOT_STARTED when the process could not be started.
   */
  constructor({ directory, args, env }: JestProcessOptions) {
    const child = spawn(
      process.execPath,
      [launcherPath, jestFolder(directory), ...args, "--runner", runnerPath],
      {
        cwd: directory,
        env,
        detached: true,
        serialization: "advanced",
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    if (child.pid === undefined) {
      throw new RegattaError("Jest could not be started.", { code: "JEST_NOT_STARTED", source: "service" });
    }
    this.pid = child.pid;
    this.#child = child;
    this.exited = new Promise((resolve) => {
      child.on("error", () => undefined);
      child.on("exit", () => this.#killWorkers());
      child.on("close", (code, signal) => resolve({ code, signal }));
    });
  }

  /** Lets Jest run. */
  begin({ onMessage, onOutput }: JestListeners): void {
    this.#child.on("message", (message: FromJest) => {
      if (message.kind === "worker-started") this.#workers.add(message.pid);
      onMessage(message);
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", onOutput);
    }
    this.send({ kind: "begin" });
  }

  /** Sends a message; one that comes too late for a Jest that is gone is dropped: its exit tells the rest. */
  send(message: ToJest): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Kills Jest and every worker it reported, each with its process group. Safe to call at any time, twice too. */
  kill(): void {
    killGroup(this.pid);
    this.#killWorkers();
    // Where it had not begun nobody reads its output, and an unread stream would keep this process alive.
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.resume();
  }

  // A worker that spins in an endless loop cannot notice that Jest is gone.
  #killWorkers(): void {
    for (const pid of this.#workers) killGroup(pid);
    this.#workers.clear();
  }
}
