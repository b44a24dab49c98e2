import { relative } from "node:path";
import { RegattaError } from "@regatta/foundation";
import { askJest, type JestQuestion } from "./ask-jest.ts";

/**
 * The test files Jest would run with these arguments, relative to its directory, without running any.
 * @throws RegattaError JEST_REFUSED with Jest's own words when it rejects its configuration or arguments.
 */
export async function listTestFiles(jest: JestQuestion): Promise<string[]> {
  const answer = await askJest({ ...jest, args: withoutOutputFile(jest.args) }, "--listTests", "--json");
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

// Jest would write its answer over the report of the run.
function withoutOutputFile(args: readonly string[]): string[] {
  const names = ["--outputFile", "--output-file"];
  return args.filter((argument, at) => {
    const isValue = names.includes(args[at - 1] ?? "");
    return !isValue && !names.includes(argument.split("=")[0] ?? "");
  });
}
