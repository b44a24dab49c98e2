import { createRequire } from "node:module";
import type { ProjectConfig, TestResult } from "../jest-types.ts";
import type { FileEnd, JestModules, WorkerSetup } from "../worker-protocol.ts";
import { thrownError } from "./thrown-error.ts";

type Listener = (payload: [unknown, unknown]) => void;

interface TestRunner {
  on(event: string, listener: Listener): unknown;
  runTests(tests: unknown[], watcher: unknown, options: { serial: true }): Promise<void>;
}

interface Project {
  config: ProjectConfig;
  resolver: unknown;
}

const load = createRequire(import.meta.url);
const NEVER_INTERRUPTED = { isInterrupted: () => false, isWatchMode: () => false, on: () => undefined };

/** Runs test files one at a time through the public runner of the user's Jest, in this process. */
export class FileRunner {
  readonly #modules: JestModules;
  readonly #workerId: string;
  readonly #runner: TestRunner;
  readonly #projects = new Map<string, Promise<Project>>();
  #end: (end: FileEnd) => void = () => undefined;

  /**
   * @param workerId what tests see as JEST_WORKER_ID.
   * @param onCase told of events about single test cases.
   */
  constructor(setup: WorkerSetup, workerId: string, onCase: (event: string, payload: unknown) => void) {
    const { modules, globalConfig, changedFiles, sourcesRelatedToTestsInChangedFiles } = setup;
    this.#modules = modules;
    this.#workerId = workerId;
    const Runner = defaultOf(load(modules.runner)) as new (config: unknown, context: unknown) => TestRunner;
    this.#runner = new Runner(globalConfig, {
      ...(changedFiles ? { changedFiles: new Set(changedFiles) } : {}),
      ...(sourcesRelatedToTestsInChangedFiles
        ? { sourcesRelatedToTestsInChangedFiles: new Set(sourcesRelatedToTestsInChangedFiles) }
        : {}),
    });
    this.#runner.on("test-file-success", ([, result]) =>
      this.#end({ kind: "result", result: result as TestResult }),
    );
    this.#runner.on("test-file-failure", ([, error]) =>
      this.#end({ kind: "failed-to-run", error: thrownError(error) }),
    );
    for (const event of ["test-case-start", "test-case-result"]) {
      this.#runner.on(event, (payload) => onCase(event, payload));
    }
  }

  /** Rebuilds the context of a project from what can cross a process boundary, as Jest's own workers do. */
  addProject(config: ProjectConfig, moduleMap: unknown): void {
    const project = this.#rebuild(config, moduleMap);
    project.catch(() => undefined); // reported by the files that need it
    this.#projects.set(config.id, project);
  }

  /** @throws Error when the project's context could not be rebuilt. */
  async run(projectId: string, path: string): Promise<FileEnd> {
    const context = await this.#projects.get(projectId);
    if (!context) throw new Error(`unknown Jest project ${projectId}`);
    let ended: FileEnd | undefined;
    this.#end = (end) => {
      ended = end;
    };
    const running = this.#runner.runTests([{ path, context }], NEVER_INTERRUPTED, { serial: true });
    // Jest has just set it to "1", as it is in band; what the file sees is read from here later on.
    process.env.JEST_WORKER_ID = this.#workerId;
    await running;
    if (!ended) throw new Error("Jest's runner ended without a result");
    return ended;
  }

  async #rebuild(config: ProjectConfig, moduleMap: unknown): Promise<Project> {
    const { hasteMap, runtime, resolve } = this.#modules;
    // Newer Jest 30: a resolver that is an ES module must be loaded before it is needed synchronously.
    await load(resolve).preloadResolver?.(config.resolver);
    const map = defaultOf(load(hasteMap)).getStatic(config).getModuleMapFromJSON(moduleMap);
    return { config, resolver: defaultOf(load(runtime)).createResolver(config, map) };
  }
}

// biome-ignore lint/suspicious/noExplicitAny: modules of a Jest whose types are not ours to depend on
function defaultOf(loaded: any): any {
  return loaded.default ?? loaded;
}
