import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { openSession, type PoolAccount } from "@regatta/accounts";
import { startLocalAws } from "@regatta/local-aws";
import { GitRepository } from "../../whole-runs/testing/git-repository.ts";
import { SampleProject } from "../../whole-runs/testing/sample-project.ts";
import { World } from "../../whole-runs/testing/world.ts";
import { inEnvironment } from "../in-environment.ts";
import { docsProject } from "./docs-project.ts";

const packages = fileURLToPath(new URL("../../../../", import.meta.url));

/** The run that pages give for an example. */
export const PAST_RUN = "20260131T101500-x7k2aa";

/** The account that is nobody's but Anna's: not in the pool. */
const ANNA = 4;

/**
 * The world a documented command is run in: an embedded AWS, a small shop with its test files, and stand-ins for the programs
 * that commands start (a browser, a shell, CircleCI's own tool), which write down what they were given.
 */
export class DocsWorld {
  readonly world: World;

  static async start(): Promise<DocsWorld> {
    const aws = await startLocalAws({ accounts: ANNA + 1, timings: { observeMs: 0 } });
    const { files, config } = docsProject(aws.accounts[ANNA]);
    return new DocsWorld(new World(aws, new SampleProject({ files, config })));
  }

  private constructor(world: World) {
    this.world = world;
    this.#install();
  }

  get folder(): string {
    return this.world.project.directory;
  }

  /** What a command has in its environment. */
  env(): Record<string, string> {
    const { AWS_ENDPOINT_URL = "", ...aws } = this.world.aws.env;
    return {
      ...aws,
      AWS_ENDPOINT_URL,
      PATH: `${join(this.folder, "bin")}:${join(this.folder, "node_modules/.bin")}:${process.env.PATH}`,
      HOME: join(this.folder, "home"),
      XDG_STATE_HOME: join(this.folder, "home/state"),
      SHELL: join(this.folder, "bin/shell"),
      CI: "true",
      RUN: "run-1",
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  /** Calls the program inside this process, in the project. */
  call(...args: string[]) {
    return this.world.callIn(this.env(), ...args);
  }

  path(name: string): string {
    return resolve(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  has(name: string): boolean {
    return existsSync(this.path(name));
  }

  /** An account of the pool. @throws Error where it is not there. */
  async account(id: string): Promise<PoolAccount> {
    const found = (await this.world.pool.list()).find((account) => account.id === id);
    if (found === undefined) throw new Error(`the pool has no account ${id}`);
    return found;
  }

  /** The table, with nothing in it. */
  async makeTable(): Promise<void> {
    await this.world.pool.createTable();
  }

  /** The pool, with all accounts but Anna's. */
  async fillPool(): Promise<void> {
    await this.makeTable();
    for (const account of this.world.aws.accounts.slice(0, ANNA)) await this.world.pool.add(account);
  }

  /** Puts Anna's account into the pool, with her name. */
  async nameAccount(): Promise<void> {
    const account = this.world.aws.accounts[ANNA];
    if (account) await this.world.pool.add({ ...account, name: "anna" });
  }

  /** Makes the project a repository whose branch `main` is also at its `origin`. */
  makeRepository(): void {
    const repository = new GitRepository(this.folder);
    repository.commit();
    const origin = this.path("home/origin.git");
    execFileSync("git", ["clone", "--quiet", "--bare", this.folder, origin]);
    repository.git("remote", "add", "origin", origin);
    repository.git("fetch", "--quiet", "origin");
  }

  /** Runs all test files in three accounts, and puts what is left of it wherever pages expect it. */
  async makeRun(): Promise<void> {
    const { code, output } = await this.call("run", "--accounts", "3..3");
    if (code !== 0) throw new Error(`the run to look back at ended with ${code}:\n${output}`);
    const runs = this.path(".regatta/runs");
    renameSync(join(runs, this.#lastRun()), join(runs, PAST_RUN));
    cpSync(join(runs, PAST_RUN), this.path("artifacts"), { recursive: true });
    cpSync(join(runs, PAST_RUN, "events.jsonl"), this.path("downloads/events.jsonl"));
    cpSync(this.path("reports/regatta-junit.xml"), this.path("regatta-junit.xml"));
    cpSync(this.path("reports/regatta-junit.xml"), this.path("reports/junit.xml"));
  }

  /** Runs all test files in two containers, one after the other, and keeps the log of each. */
  async makeContainers(): Promise<void> {
    for (const index of [0, 1]) {
      const container = ["--container", `${index + 1}/2`, "--together", "ci-7"];
      const { code, output } = await this.call("run", ...container);
      if (code !== 0) throw new Error(`container ${index + 1} ended with ${code}:\n${output}`);
      cpSync(this.path(`.regatta/runs/${this.#lastRun()}/events.jsonl`), this.path(`${index}/events.jsonl`));
    }
  }

  remove(name: string): void {
    rmSync(this.path(name));
  }

  move(from: string, to: string): void {
    renameSync(this.path(from), this.path(to));
  }

  /** The names of the stacks in an account of the pool. */
  async stacksIn(id: string): Promise<string[]> {
    const restore = inEnvironment(this.env());
    const session = await openSession({ account: await this.account(id), runId: "look" });
    try {
      const credentials = await session.credentials();
      const client = new CloudFormationClient({ region: session.account.region, credentials });
      const { Stacks: stacks = [] } = await client.send(new DescribeStacksCommand({}));
      client.destroy();
      return stacks.map(({ StackName: name = "" }) => name);
    } finally {
      session.close();
      restore();
    }
  }

  async close(): Promise<void> {
    await this.world.close();
  }

  #lastRun(): string {
    return execFileSync("readlink", [this.path(".regatta/runs/latest")], { encoding: "utf8" }).trim();
  }

  #install(): void {
    const modules = this.path("node_modules");
    for (const folder of [".bin", "@regatta"]) mkdirSync(join(modules, folder));
    const jest = createRequire(import.meta.url).resolve("jest/bin/jest");
    symlinkSync(jest, join(modules, ".bin/jest"));
    symlinkSync(join(packages, "cli/bin/regatta.js"), join(modules, ".bin/regatta"));
    symlinkSync(join(packages, "cli"), join(modules, "regatta"));
    for (const name of ["jest-runner", "demo"])
      symlinkSync(join(packages, name), join(modules, "@regatta", name));
    mkdirSync(this.path("home"), { recursive: true });
    for (const name of readdirSync(this.path("bin"))) chmodSync(this.path(`bin/${name}`), 0o755);
  }
}
