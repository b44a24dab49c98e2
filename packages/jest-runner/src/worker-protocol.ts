import type { GlobalConfig, ProjectConfig, TestResult, ThrownError } from "./jest-types.ts";

/** Absolute paths of the modules of the user's Jest that a worker loads. */
export interface JestModules {
  runner: string;
  hasteMap: string;
  runtime: string;
  resolve: string;
  console: string;
}

/** The first thing a worker hears. */
export interface WorkerSetup {
  kind: "setup";
  modules: JestModules;
  globalConfig: GlobalConfig;
  changedFiles?: string[];
  sourcesRelatedToTestsInChangedFiles?: string[];
}

/** What the runner tells a worker. */
export type ToWorker =
  | WorkerSetup
  /** Once per project and worker, before its first file. */
  | { kind: "project"; config: ProjectConfig; moduleMap: unknown }
  /**
   * `run` names this attempt at this file; unique within the Jest process. `outputs` is the REGATTA_OUTPUTS of this
   * file and of those after it, `accounts` the REGATTA_ACCOUNTS; left out where it is what it was. `traceparent` is its
   * TRACEPARENT, where spans are sent.
   */
  | {
      kind: "run";
      run: number;
      project: string;
      path: string;
      outputs?: string;
      accounts?: string;
      traceparent?: string;
    }
  | { kind: "end" };

/** What a worker tells the runner. */
export type FromWorker =
  | { kind: "started"; run: number }
  | { kind: "case"; event: string; payload: unknown }
  /** `pending`: what it left behind may still throw. `heapUsed`: of the worker, now that the file has ended, bytes. */
  | { kind: "result"; run: number; end: FileEnd; pending: boolean; heapUsed: number }
  /** Something the file left behind threw after its end. */
  | { kind: "late-error"; run: number; error: ThrownError }
  /** What the file left behind is gone, or was waited for long enough. */
  | { kind: "settled"; run: number }
  /** The process is about to exit by itself; `run` is the file that made it, when known. */
  | { kind: "exiting"; run?: number; code: number };

/** `failed-to-run`: Jest's runner threw instead of giving a result. */
export type FileEnd = { kind: "result"; result: TestResult } | { kind: "failed-to-run"; error: ThrownError };

/** The descriptor on which a worker writes console output as it happens; see `console-tail.ts`. */
export const CONSOLE_FD = 4;
