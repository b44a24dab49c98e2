/**
 * The parts of Jest's own shapes that are used here, the same in Jest 29 and 30. Declared structurally: the
 * types of any one Jest version must not become part of this package's face.
 */
export interface GlobalConfig {
  bail: number;
  rootDir: string;
  /** Bytes: Jest has worked out what the user wrote. */
  workerIdleMemoryLimit?: number;
  [option: string]: unknown;
}

export interface ProjectConfig {
  id: string;
  rootDir: string;
  displayName?: { name: string };
  [option: string]: unknown;
}

export interface ModuleMap {
  toJSON(): unknown;
}

export interface TestContext {
  config: ProjectConfig;
  moduleMap: ModuleMap;
}

/** A test file of one project. */
export interface Test {
  path: string;
  context: TestContext;
  /** How long it took the last time on this machine, ms, from Jest's own cache. */
  duration?: number;
}

export interface RunnerContext {
  changedFiles?: Set<string>;
  sourcesRelatedToTestsInChangedFiles?: Set<string>;
}

export interface TestWatcher {
  isInterrupted(): boolean;
  on?(event: "change", listener: (state: { interrupted: boolean }) => void): unknown;
}

export interface AssertionResult {
  title: string;
  ancestorTitles: string[];
  status: "passed" | "failed" | "skipped" | "pending" | "todo" | "disabled" | "focused";
  duration?: number | null;
  failureMessages: string[];
  location?: { line: number } | null;
  [field: string]: unknown;
}

export interface TestResult {
  testResults: AssertionResult[];
  numFailingTests: number;
  numPendingTests: number;
  /** How many there were of each kind. */
  snapshot: { unmatched: number; [field: string]: unknown };
  skipped: boolean;
  leaks: boolean;
  failureMessage?: string | null;
  testExecError?: ThrownError;
  console?: Array<{ type: string; message: string }> | null;
  [field: string]: unknown;
}

/** An error as it crosses from a worker to Jest; the shape Jest's own workers use. */
export interface ThrownError {
  code?: string;
  message: string;
  stack: string;
  type: "Error";
}
