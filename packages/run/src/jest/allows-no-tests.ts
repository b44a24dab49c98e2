import { askJest, type JestQuestion } from "./ask-jest.ts";
import { listTestFiles } from "./list-test-files.ts";

/** Whether Jest's configuration, or its arguments, say `passWithNoTests`. Never throws. */
export async function allowsNoTests(jest: JestQuestion): Promise<boolean> {
  try {
    const { stdout } = await askJest(jest, "--showConfig");
    const { globalConfig } = JSON.parse(stdout) as { globalConfig?: { passWithNoTests?: boolean } };
    return globalConfig?.passWithNoTests === true;
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
