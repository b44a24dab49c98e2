import { askJest, type JestQuestion } from "./ask-jest.ts";
import { listTestFiles } from "./list-test-files.ts";

// As Jest decides it: where it looks at changes only, nothing to run is what one hopes for.
const ALLOWING = ["passWithNoTests", "onlyChanged", "lastCommit"];

/** Whether having no test files is well, by what Jest's configuration and its arguments say. Never throws. */
export async function allowsNoTests(jest: JestQuestion): Promise<boolean> {
  try {
    const { stdout } = await askJest(jest, "--showConfig");
    const { globalConfig } = JSON.parse(stdout) as { globalConfig?: Record<string, unknown> };
    return ALLOWING.some((name) => globalConfig?.[name] === true);
  } catch {
    return false;
  }
}

/**
 * Why did Jest end well without naming a file? True only where that is allowed and there is none to run with these
 * arguments: a Jest that did something else (`--clearCache`) has tested nothing. Costs one or two starts of Jest, in
 * that rare case. Never throws.
 */
export async function hadNoTests(jest: JestQuestion): Promise<boolean> {
  if (!(await allowsNoTests(jest))) return false;
  return listTestFiles(jest).then(
    (files) => files.length === 0,
    () => false,
  );
}
