import { askJest, type JestQuestion } from "./ask-jest.ts";
import { listTestFiles } from "./list-test-files.ts";

/**
 * Why did Jest end well without naming a file? True only where there is none to run with these arguments, and Jest's
 * configuration says `passWithNoTests`: a Jest that did something else (`--clearCache`) has tested nothing. Costs two
 * starts of Jest; asked only in that rare case. Never throws.
 */
export async function allowsNoTests(jest: JestQuestion): Promise<boolean> {
  try {
    const [files, { stdout }] = await Promise.all([listTestFiles(jest), askJest(jest, "--showConfig")]);
    const { globalConfig } = JSON.parse(stdout) as { globalConfig?: { passWithNoTests?: boolean } };
    return files.length === 0 && globalConfig?.passWithNoTests === true;
  } catch {
    return false;
  }
}
