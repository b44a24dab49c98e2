import { systemClock } from "@regatta/foundation";
import { Dispatcher } from "./dispatcher.ts";
import { nameTests } from "./file-names.ts";
import { type Emit, JestSide } from "./jest-side.ts";
import type { GlobalConfig, RunnerContext, Test, TestWatcher } from "./jest-types.ts";
import { ParentLink } from "./parent-link.ts";
import { plainSettings } from "./plain-settings.ts";
import type { ToJest } from "./protocol.ts";
import { type Pragmas, readPragmas } from "./read-pragmas.ts";
import { findUserJest, type UserJest } from "./user-jest.ts";
import type { WorkerSetup } from "./worker-protocol.ts";
import { Workers } from "./workers.ts";

type Settings = Extract<ToJest, { kind: "setup" }>;

interface RunParts {
  tests: Map<string, Test>;
  pragmas: Pragmas;
  watcher: TestWatcher;
  emit: Emit;
  jest: UserJest;
  settings: Settings;
  /** Messages that came before the settings. */
  early: ToJest[];
}

// One for the process: Jest makes a runner for every kind of project, and messages come only once.
let sharedLink: ParentLink | undefined;

/** Runs the selected test files in the accounts that Regatta's parent process announces. */
export class AccountRunner {
  readonly #globalConfig: GlobalConfig;
  readonly #context: RunnerContext;
  readonly #link: ParentLink;

  /** @throws RegattaError NOT_UNDER_REGATTA when there is no parent to speak to. */
  constructor(globalConfig: GlobalConfig, context: RunnerContext) {
    this.#globalConfig = globalConfig;
    this.#context = context;
    sharedLink ??= new ParentLink();
    this.#link = sharedLink;
  }

  /**
   * Resolves when every file was handed to Jest, as a result or as a failure, and no worker is left; at once when
   * the parent refuses to run these files.
   * @throws RegattaError JEST_NOT_FOUND; whatever a listener of Jest's threw.
   */
  async runTests(tests: readonly Test[], watcher: TestWatcher, emit: Emit): Promise<void> {
    const link = this.#link;
    const { rootDir } = this.#globalConfig;
    const jest = findUserJest(rootDir);
    const named = nameTests(tests, rootDir);
    const pragmas = readPragmas(named, jest.docblock);
    link.hold();
    link.send({
      kind: "files",
      files: [...named.keys()],
      rootDir,
      jestVersion: jest.version,
      ...pragmas,
    });
    const first = await firstSettings(link);
    if (first) await this.#dispatch({ tests: named, pragmas, watcher, emit, jest, ...first });
    link.pause();
    link.send({ kind: "complete" });
    await link.flush();
    link.release();
  }

  async #dispatch({ tests, pragmas, watcher, emit, jest, settings, early }: RunParts): Promise<void> {
    const link = this.#link;
    const jestSide = new JestSide({
      globalConfig: this.#globalConfig,
      jest,
      link,
      emit,
      quarantine: settings.quarantine,
      isTriedAgain: settings.retries > 0 || settings.backupCopies,
    });
    const dispatcher = new Dispatcher({
      tests,
      pragmas,
      settings,
      workers: new Workers({
        env: process.env,
        setup: this.#workerSetup(jest),
        clock: systemClock,
        fileTimeoutMs: settings.fileTimeoutMs,
      }),
      traceparent: process.env.REGATTA_TRACEPARENT,
      clock: systemClock,
      send: (message) => link.send(message),
      events: jestSide,
    });
    const onExit = () => {
      jestSide.mute();
      dispatcher.stop("Jest exited");
      dispatcher.killWorkers();
    };
    process.on("exit", onExit);
    watcher.on?.("change", ({ interrupted }) => {
      if (interrupted) dispatcher.stop("Jest was interrupted");
    });
    jestSide.onStop = (reason) => dispatcher.stop(reason);
    for (const message of early) dispatcher.receive(message);
    link.listen((message) => dispatcher.receive(message));
    await jestSide.finished;
    process.off("exit", onExit);
  }

  #workerSetup({ modules }: UserJest): WorkerSetup {
    const { changedFiles, sourcesRelatedToTestsInChangedFiles: related } = this.#context;
    return {
      kind: "setup",
      modules,
      globalConfig: this.#globalConfig,
      ...(changedFiles ? { changedFiles: [...changedFiles] } : {}),
      ...(related ? { sourcesRelatedToTestsInChangedFiles: [...related] } : {}),
    };
  }
}

/** Waits for the settings, keeping what comes before them. A `stop` needs none; undefined where the run is refused. */
function firstSettings(link: ParentLink): Promise<{ settings: Settings; early: ToJest[] } | undefined> {
  const early: ToJest[] = [];
  return new Promise((resolve) => {
    link.listen((message) => {
      if (message.kind === "setup") return resolve({ settings: message, early });
      if (message.kind === "refuse") return resolve(undefined);
      early.push(message);
      if (message.kind !== "stop") return;
      resolve({ settings: plainSettings, early });
    });
  });
}
