import type { Pool, PoolAccount } from "@regatta/accounts";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import type { RunEvent } from "@regatta/run-log";
import { type Called, callProgram } from "../../testing/call-program.ts";
import { poolOf } from "../../testing/filled-pool.ts";
import { inEnvironment } from "../../testing/in-environment.ts";
import { RegattaProcess } from "./regatta-process.ts";
import { eventFiles, readEvents } from "./run-events.ts";
import { SampleProject, type SampleProjectOptions } from "./sample-project.ts";

export interface WorldOptions extends SampleProjectOptions {
  accounts: number;
  /** How many of them are in the pool; all when left out. */
  inPool?: number;
  /** How long every CloudFormation resource takes, ms. */
  resourceMs?: number;
}

/** What came of a call inside this process; named as of a process, too. */
export interface CalledInWorld extends Called {
  code: number;
  /** Of both streams. */
  output: string;
  /** Of the run that it was; empty where it was none. */
  events(): RunEvent[];
}

/** An embedded AWS with a filled pool, a user's project, and the real CLI to run in it. */
export class World {
  readonly aws: LocalAws;
  readonly project: SampleProject;
  readonly pool: Pool;
  readonly #processes: RegattaProcess[] = [];

  static async start({ accounts, inPool, resourceMs = 0, ...project }: WorldOptions): Promise<World> {
    const aws = await startLocalAws({ accounts, timings: { resourceMs } });
    const world = new World(aws, new SampleProject(project));
    await world.pool.createTable();
    for (const account of aws.accounts.slice(0, inPool)) await world.pool.add(account);
    return world;
  }

  constructor(aws: LocalAws, project: SampleProject) {
    this.aws = aws;
    this.project = project;
    this.pool = poolOf(aws);
  }

  /** Starts the CLI in the project. */
  regatta(...args: string[]): RegattaProcess {
    return this.regattaIn({}, ...args);
  }

  /** Starts the CLI in the project with something else in its environment. */
  regattaIn(env: NodeJS.ProcessEnv, ...args: string[]): RegattaProcess {
    const process_ = new RegattaProcess(this.project.directory, args, { ...this.env(), ...env });
    this.#processes.push(process_);
    return process_;
  }

  /**
   * Calls the program in the project inside this process: at a fraction of the cost of the real CLI, for what needs no
   * process of its own.
   */
  call(...args: string[]): Promise<CalledInWorld> {
    return this.callIn({}, ...args);
  }

  /** The same with something else in its environment. */
  async callIn(env: NodeJS.ProcessEnv, ...args: string[]): Promise<CalledInWorld> {
    const { directory } = this.project;
    const before = new Set(eventFiles(directory));
    const restore = inEnvironment({ ...this.env(), CI_JOB_URL: "", ...env });
    try {
      const called = await callProgram(args, { cwd: directory, env: process.env });
      const events = () =>
        eventFiles(directory).flatMap((file) => (before.has(file) ? [] : readEvents(file)));
      return { ...called, code: called.exitCode, output: called.stdout + called.stderr, events };
    } finally {
      restore();
    }
  }

  /** What a CI job of this project has in its environment. */
  env(): NodeJS.ProcessEnv {
    const { PATH, HOME } = process.env;
    return { PATH, HOME, CI: "true", ...this.aws.env };
  }

  /** The accounts of the pool by state. */
  async states(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { state } of await this.pool.list()) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  /** The dirty accounts of the pool. */
  async dirty(): Promise<PoolAccount[]> {
    return (await this.pool.list()).filter(({ state }) => state === "dirty");
  }

  async close(): Promise<void> {
    for (const { child } of this.#processes) child.kill("SIGKILL");
    await Promise.all(this.#processes.map(({ ended }) => ended));
    await this.aws.close();
    this.project.remove();
  }
}
