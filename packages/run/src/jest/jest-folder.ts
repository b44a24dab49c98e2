import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { RegattaError } from "@regatta/foundation";

/**
 * The folder of the Jest installed for a folder of tests: the user's own, not one of ours.
 * @throws RegattaError JEST_NOT_FOUND.
 */
export function jestFolder(directory: string): string {
  try {
    return dirname(createRequire(join(directory, "package.json")).resolve("jest/package.json"));
  } catch (cause) {
    throw new RegattaError(`No Jest is installed for ${directory}.`, {
      code: "JEST_NOT_FOUND",
      source: "user",
      nextStep: "Install jest (29 or 30) as a dev dependency of the package that holds the tests.",
      cause,
    });
  }
}
