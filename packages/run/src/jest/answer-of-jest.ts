import type { RegattaConfig } from "@regatta/config";
import { askJest } from "./ask-jest.ts";
import { jestArguments } from "./jest-arguments.ts";
import { switchOf } from "./switch-of.ts";

/** Options with which Jest answers something and runs no test. */
const QUESTIONS = ["listTests", "collectTests", "showConfig", "clearCache", "version"];

export interface AnswerOfJestOptions {
  config: RegattaConfig;
  /** Arguments for Jest, as given on the command line. */
  jestArgs: string[];
  env: NodeJS.ProcessEnv;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/** Whether arguments for Jest ask something of it, instead of having tests run. */
export function asksJest(jestArgs: readonly string[]): boolean {
  return QUESTIONS.some((name) => switchOf(jestArgs, name) === true) || jestArgs.includes("-v");
}

/**
 * Lets the user's Jest answer by itself; no account is leased, nothing of AWS is looked at.
 * @returns Jest's exit code.
 * @throws RegattaError JEST_NOT_FOUND, JEST_ARGUMENT_REFUSED.
 */
export async function answerOfJest({ config, jestArgs, env, ...out }: AnswerOfJestOptions): Promise<number> {
  const args = jestArguments(config.tests.jest, jestArgs);
  const { exitCode, stdout, stderr } = await askJest({ directory: config.tests.directory, args, env });
  if (stdout) out.stdout.write(`${stdout}\n`);
  if (stderr) out.stderr.write(`${stderr}\n`);
  return exitCode ?? 1;
}
