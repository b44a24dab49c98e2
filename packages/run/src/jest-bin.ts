import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { RegattaError } from "@regatta/foundation";

/**
 * The command file of the Jest installed for a folder: the user's own, not one of ours.
 * @throws RegattaError JEST_NOT_FOUND.
 */
export function jestBin(directory: string): string {
  try {
    const manifest = createRequire(join(directory, "package.json")).resolve("jest/package.json");
    return join(dirname(manifest), "bin", "jest.js");
  } catch (cause) {
    throw new RegattaError(`No Jest is installed for ${directory}.`, {
      code: "JEST_NOT_FOUND",
      source: "user",
      nextStep: "Install jest (29 or 30) as a dev dependency of the package that holds the tests.",
      cause,
    });
  }
}
