import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { plainSettings } from "../plain-settings.ts";
import type { FromJest, ToJest } from "../protocol.ts";
import { runnerPath } from "../runner-path.ts";

export type JestVersion = 29 | 30;

export interface RigOptions {
  /** Files of the project, by relative path. */
  files: Record<string, string>;
  /** Jest's configuration beside what every project here has. */
  config?: Record<string, unknown>;
  args?: string[];
  nodeArgs?: string[];
  jest?: JestVersion;
  env?: Record<string, string>;
  /** Leave `--runner` out: what Jest does by itself. */
  stock?: boolean;
  /** The project of a rig that has ended, as it was left; `files` are written over it. */
  after?: JestRig;
}

export interface JestExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

type Kind = FromJest["kind"];
export type MessageOf<K extends Kind> = Extract<FromJest, { kind: K }>;
type Match<K extends Kind> = Partial<MessageOf<K>>;

const require = createRequire(join(dirname(runnerPath), "any.js"));
const BIN = {
  29: join(dirname(require.resolve("jest-29/package.json")), "bin/jest.js"),
  30: join(dirname(require.resolve("jest/package.json")), "bin/jest.js"),
};

/** A real Jest on a project made for one test, with the test in the place of Regatta's parent process. */
export class JestRig {
  readonly directory: string;
  /** What Jest was started with, without the runner. */
  readonly command: [string, ...string[]];
  readonly messages: FromJest[] = [];
  readonly exited: Promise<JestExit>;
  readonly #child: ChildProcess;
  readonly #pids = new Set<number>();
  #waiters: Array<() => void> = [];
  #gone = false;
  #output = { stdout: "", stderr: "" };

  private constructor(child: ChildProcess, directory: string, command: [string, ...string[]]) {
    this.directory = directory;
    this.command = command;
    this.#child = child;
    for (const name of ["stdout", "stderr"] as const) {
      child[name]?.setEncoding("utf8").on("data", (text: string) => {
        this.#output[name] += text;
        this.#wake();
      });
    }
    child.on("message", (message: FromJest) => {
      if (message.kind === "worker-started") this.#pids.add(message.pid);
      this.messages.push(message);
      this.#wake();
    });
    this.exited = this.#followExit();
  }

  /** Writes the project and starts Jest on it. */
  static async start(options: RigOptions): Promise<JestRig> {
    const { files, config = {}, args = [], nodeArgs = [], jest = 30, env = {}, stock = false } = options;
    const directory =
      options.after?.directory ?? (await realpath(await mkdtemp(join(tmpdir(), "regatta-jest-rig-"))));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    const ownConfig = {
      rootDir: directory,
      watchman: false,
      cacheDirectory: join(directory, ".cache"),
      // Loading Babel would take a worker as long as all the rest.
      transform: {},
    };
    await writeFile(join(directory, "jest.config.json"), JSON.stringify({ ...ownConfig, ...config }));
    const command: [string, ...string[]] = [
      process.execPath,
      ...nodeArgs,
      BIN[jest],
      "--config",
      "jest.config.json",
      ...args,
    ];
    const runner = stock ? [] : ["--runner", runnerPath];
    const child = spawn(command[0], [...command.slice(1), ...runner], {
      cwd: directory,
      env: { ...environment(), ...env },
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    return new JestRig(child, directory, command);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Every worker process announced so far. */
  get workerPids(): number[] {
    return [...this.#pids];
  }

  send(message: ToJest): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Sends the settings, and says that these accounts are ready. */
  ready(accounts: string[], settings: Partial<Extract<ToJest, { kind: "setup" }>> = {}): void {
    this.send({ ...plainSettings, ...settings });
    for (const account of accounts) this.join(account);
  }

  /** An account is ready, with an environment that names it; everything is up there unless told otherwise. */
  join(account: string, ready: Partial<Extract<ToJest, { kind: "account-ready" }>> = {}): void {
    this.send({
      kind: "account-ready",
      account,
      services: "all",
      outputs: {},
      ...ready,
      env: { ...environment(), REGATTA_ACCOUNT_ID: account, ...ready.env },
    });
  }

  /** The first message of a kind that has these fields, past or to come. */
  waitFor<K extends Kind>(kind: K, match: Match<K> = {}): Promise<MessageOf<K>> {
    return this.#eventually(`${kind} ${JSON.stringify(match)}`, () => this.all(kind, match)[0]);
  }

  /** What the pattern's first group matched in what Jest printed to stderr, so far or later. */
  printed(pattern: RegExp): Promise<string> {
    return this.#eventually(String(pattern), () => this.#output.stderr.match(pattern)?.[1]);
  }

  /** Every message of a kind so far that has these fields. */
  all<K extends Kind>(kind: K, match: Match<K> = {}): Array<MessageOf<K>> {
    return this.messages.filter(
      (message): message is MessageOf<K> =>
        message.kind === kind &&
        Object.entries(match).every(([name, value]) => (message as Record<string, unknown>)[name] === value),
    );
  }

  /** How each file ended, as the parent was told. */
  outcomes(): Record<string, string> {
    return Object.fromEntries(this.all("file-finished").map(({ file, outcome }) => [file, outcome]));
  }

  /** Kills Jest as nothing else does: it cannot clean up. */
  killJest(): void {
    this.#child.kill("SIGKILL");
  }

  /** Closes the channel, as the death of the parent would. */
  disconnect(): void {
    this.#child.disconnect();
  }

  /** Ends whatever is left and removes the project. */
  async close(): Promise<void> {
    this.killJest();
    for (const pid of this.#pids) killQuietly(pid);
    await this.exited;
    await rm(this.directory, { recursive: true, force: true });
  }

  // Not `close`: Node does not emit it once this side has disconnected the channel.
  async #followExit(): Promise<JestExit> {
    const { stdout, stderr } = this.#child;
    const ends = [stdout, stderr].map((stream) => stream && once(stream, "close"));
    const [code, signal] = await once(this.#child, "exit");
    await Promise.all(ends);
    this.#gone = true;
    this.#wake();
    return { code, signal, ...this.#output };
  }

  async #eventually<T>(what: string, look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.#gone) throw new Error(`Jest ended without ${what}:\n${this.#output.stderr}`);
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  #wake(): void {
    for (const waiter of this.#waiters.splice(0)) waiter();
  }
}

/** What a process needs to start; nothing of the Jest that runs this very test. */
function environment(): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME, CI: "true", NO_COLOR: "1" };
}

function killQuietly(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already, as it should be.
  }
}
