import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { RegattaError } from "@regatta/foundation";
import type PQueue from "p-queue";
import { withLock } from "../file-lock.ts";
import { buildEnvironment } from "./build-environment.ts";
import { BuildStamp } from "./build-stamp.ts";
import type { BuildSteps } from "./build-steps.ts";
import { runStep } from "./run-step.ts";
import { SharedWork } from "./shared-work.ts";
import { withoutSecrets } from "./without-secrets.ts";

export interface ServiceBuildsOptions {
  /** Of the services that have any. */
  steps: readonly BuildSteps[];
  /** Where a run writes; absolute. Logs and stamps go to its folder `prepare`. */
  output: string;
  /** The slots for local processes. */
  processes: PQueue;
  /** What Regatta was started with. */
  env: NodeJS.ProcessEnv;
}

/** How many lines of a failed step's output its error repeats. */
const LAST_LINES = 20;

/** Makes the code of services ready: each at most once a run, and not at all when an earlier run has. */
export class ServiceBuilds {
  readonly #steps: ReadonlyMap<string, BuildSteps>;
  readonly #folder: string;
  readonly #processes: PQueue;
  readonly #env: NodeJS.ProcessEnv;
  readonly #builds = new Map<string, SharedWork>();

  constructor({ steps, output, processes, env }: ServiceBuildsOptions) {
    this.#steps = new Map(steps.map((one) => [one.service, one]));
    this.#folder = join(output, "prepare");
    this.#processes = processes;
    this.#env = env;
  }

  /**
   * Runs a service's build steps, if it has any and they have not run; several may wait for them at once, and the last
   * who goes away ends them.
   * @throws RegattaError PREPARE_FAILED with the end of the output, again for everyone who asks; the signal's reason.
   */
  readonly build = async ({ name }: { name: string }, signal: AbortSignal): Promise<void> => {
    const steps = this.#steps.get(name);
    if (steps === undefined || steps.commands.length === 0) return;
    let build = this.#builds.get(name);
    if (build === undefined || build.isCutOff) {
      build = new SharedWork((stop) => this.#run(steps, stop));
      this.#builds.set(name, build);
    }
    await build.wait(signal);
  };

  // The lock is against another run that builds the same folder; what it has built is not built again.
  async #run(steps: BuildSteps, signal: AbortSignal): Promise<void> {
    const stamp = new BuildStamp(this.#folder, steps);
    if (await stamp.holds()) return;
    const build = async () => {
      if (await stamp.holds()) return;
      await stamp.remove();
      await this.#inSlot(() => this.#runSteps(steps, stamp, signal), signal);
      await stamp.write();
    };
    await withLock(`${stamp.path}.lock`, build, signal);
  }

  // The queue lets go of work when the signal is aborted; its processes are gone only when it has ended itself.
  async #inSlot(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    let working: Promise<void> | undefined;
    const begin = () => {
      working = work();
      return working;
    };
    try {
      await this.#processes.add(begin, { signal });
    } finally {
      await working?.catch(() => undefined);
    }
  }

  async #runSteps(steps: BuildSteps, stamp: BuildStamp, signal: AbortSignal): Promise<void> {
    const log = join(this.#folder, `${steps.service}.log`);
    await mkdir(this.#folder, { recursive: true });
    const output = await open(log, "w");
    const problem = await this.#firstProblem(steps, output, signal).finally(() => output.close());
    if (problem !== undefined) throw await this.#failed(steps, problem, log);
    const missing = await stamp.missing();
    if (missing.length > 0)
      throw await this.#failed(steps, `there is no ${missing.join(", ")} after them`, log);
  }

  async #firstProblem(
    { commands, directory }: BuildSteps,
    output: FileHandle,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const env = buildEnvironment(this.#env);
    for (const command of commands) {
      await output.write(`$ ${command}\n`);
      const problem = await runStep({ command, directory, env, output, signal });
      if (problem !== undefined) return `"${command}" ended with ${problem}`;
    }
    return undefined;
  }

  async #failed({ service }: BuildSteps, problem: string, log: string): Promise<RegattaError> {
    const lines = (await readFile(log, "utf8")).trimEnd().split("\n").slice(-LAST_LINES);
    const output = withoutSecrets(lines.map((line) => `  ${line}`).join("\n"), this.#env);
    return new RegattaError(`The build steps of "${service}" failed: ${problem}.\n${output}`, {
      code: "PREPARE_FAILED",
      source: "user",
      nextStep: `Mend the service's prepare, or what it builds. The whole output is in ${log}.`,
    });
  }
}
