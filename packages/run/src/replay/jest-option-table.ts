import { createRequire } from "node:module";
import { join } from "node:path";
import { jestFolder } from "../jest/jest-folder.ts";
import type { JestOption } from "../jest/jest-options.ts";

/**
 * The options of the Jest installed for a folder of tests, by name. Loads Jest's command line, which takes a moment.
 * @throws RegattaError JEST_NOT_FOUND.
 */
export function jestOptionTable(directory: string): Record<string, JestOption> {
  const ofJest = createRequire(join(jestFolder(directory), "package.json"));
  return (ofJest("jest-cli") as { yargsOptions: Record<string, JestOption> }).yargsOptions;
}
