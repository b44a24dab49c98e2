import { join, relative } from "node:path";
import { RegattaError } from "@regatta/foundation";
import { execa } from "execa";
import { jestFolder } from "./jest-folder.ts";

/**
 * The test files Jest would run with these arguments, relative to `directory`, without running any.
 * @throws RegattaError JEST_REFUSED with Jest's own words when it rejects its configuration or arguments.
 */
export async function listTestFiles(
  directory: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const jest = await execa(
    process.execPath,
    [join(jestFolder(directory), "bin", "jest.js"), ...args, "--listTests", "--json"],
    {
      cwd: directory,
      env,
      extendEnv: false,
      reject: false,
    },
  );
  const listed = jest.stdout.trim().split("\n").at(-1) ?? "";
  if (jest.exitCode !== 0 || !listed.startsWith("[")) {
    throw new RegattaError(`Jest could not list the tests:\n${jest.stderr || jest.stdout}`, {
      code: "JEST_REFUSED",
      source: "user",
      nextStep: "Mend the Jest configuration or the arguments; plain `jest --listTests` says the same.",
    });
  }
  return (JSON.parse(listed) as string[]).map((file) => relative(directory, file)).sort();
}
