import { relative } from "node:path";
import { RegattaError } from "@regatta/foundation";
import { askJest, type JestQuestion } from "./ask-jest.ts";

/**
 * The test files Jest would run with these arguments, relative to its directory, without running any.
 * @throws RegattaError JEST_REFUSED with Jest's own words when it rejects its configuration or arguments.
 */
export async function listTestFiles(jest: JestQuestion): Promise<string[]> {
  const answer = await askJest(jest, "--listTests", "--json");
  const listed = answer.stdout.trim().split("\n").at(-1) ?? "";
  if (answer.exitCode !== 0 || !listed.startsWith("[")) {
    throw new RegattaError(`Jest could not list the tests:\n${answer.stderr || answer.stdout}`, {
      code: "JEST_REFUSED",
      source: "user",
      nextStep: "Mend the Jest configuration or the arguments; plain `jest --listTests` says the same.",
    });
  }
  return (JSON.parse(listed) as string[]).map((file) => relative(jest.directory, file)).sort();
}
