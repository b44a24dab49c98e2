import { join } from "node:path";
import { hasColours, systemClock } from "@regatta/foundation";
import { traceEnvironment } from "@regatta/telemetry";
import { jestArguments } from "../jest/jest-arguments.ts";
import { JestProcess } from "../jest/jest-process.ts";
import { newRunId } from "../open-run/new-run-id.ts";
import type { RunTestsOptions } from "./run-tests-options.ts";

export interface RunResult {
  runId: string;
  runDirectory: string;
  exitCode: number;
}

/**
 * Runs the selected test files over accounts of the pool, from lease to hand-back.
 * @returns the run's exit code, as the documentation lists them; a run that started does not throw.
 * @throws RegattaError for bad input, before anything is leased or deployed, and before Jest ran anything.
 */
export async function runTests(options: RunTestsOptions): Promise<RunResult> {
  const { config, env, stdout, clock = systemClock } = options;
  const args = jestArguments(config.tests.jest, options.jestArgs);
  const runId = newRunId(clock.now());
  const runDirectory = join(config.output.directory, "runs", runId);
  const jest = new JestProcess({
    directory: config.tests.directory,
    args,
    env: { ...env, ...colourOf(stdout, env), REGATTA_RUN_ID: runId, ...traceEnvironment(env, runId) },
  });
  try {
    // Loading the AWS SDK takes as long as loading Jest: they do it side by side.
    const { conductRun } = await import("./conduct-run.ts");
    const exitCode = await conductRun({ ...options, args, runId, runDirectory, jest, clock });
    return { runId, runDirectory, exitCode };
  } finally {
    jest.kill();
  }
}

// Jest writes into a pipe of ours: whether that ends on a terminal, it cannot see.
function colourOf(stdout: NodeJS.WriteStream, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (hasColours(stdout, env)) return { FORCE_COLOR: env.FORCE_COLOR || "1" };
  return env.FORCE_COLOR ? { FORCE_COLOR: "0" } : {};
}
