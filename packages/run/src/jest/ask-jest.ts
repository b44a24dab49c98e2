import { join } from "node:path";
import { jestFolder } from "./jest-folder.ts";

export interface JestQuestion {
  /** Where the user's Jest and its configuration are found. */
  directory: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

/**
 * Asks the user's Jest something it answers without running a test (`--listTests`, `--showConfig`).
 * @returns how it ended, and what it printed; a failure is in the answer.
 * @throws RegattaError JEST_NOT_FOUND.
 */
export async function askJest(
  { directory, args, env }: JestQuestion,
  ...question: string[]
): Promise<{ exitCode?: number | undefined; stdout: string; stderr: string }> {
  const jest = join(jestFolder(directory), "bin", "jest.js");
  // Loaded here: a run whose Jest finds test files asks nothing.
  const { execa } = await import("execa");
  return execa(process.execPath, [jest, ...args, ...question], {
    cwd: directory,
    env,
    extendEnv: false,
    reject: false,
  });
}
