import { createRequire } from "node:module";
import { join } from "node:path";
import { RegattaError } from "@regatta/foundation";
import type { ThrownError } from "./jest-types.ts";
import type { JestModules } from "./worker-protocol.ts";

/** Jest's own reader of the comment at the top of a file. */
export interface Docblock {
  extract(text: string): string;
  parse(docblock: string): Record<string, string | string[]>;
}

/** The user's own Jest: the very copy that is running this process. */
export interface UserJest {
  version: string;
  modules: JestModules;
  docblock: Docblock;
  /** Jest's words for an error outside any test, as it prints them. */
  formatError(error: ThrownError, config: unknown, globalConfig: unknown, path: string): string;
}

const CORE = /[\\/]@jest[\\/]core[\\/]build[\\/]index\.js$/;

/**
 * Finds Jest's internals beside the `@jest/core` that this process has loaded, because that is certainly the
 * version that runs, however it was started (npx, a script, a monorepo with several) and wherever the package
 * manager put it. Only when none is loaded, they are looked for from `rootDir`.
 *
 * Never from this package's own `node_modules`: another copy, perhaps another version.
 * @throws RegattaError JEST_NOT_FOUND when neither place has them.
 */
export function findUserJest(rootDir: string): UserJest {
  const here = createRequire(import.meta.url);
  try {
    const core = Object.keys(here.cache).find((file) => CORE.test(file)) ?? coreSeenFrom(rootDir);
    const fromCore = createRequire(core);
    const runner = fromCore.resolve("jest-runner");
    const fromRunner = createRequire(runner);
    const messages = fromCore("jest-message-util");
    return {
      version: String(fromCore("./../package.json").version),
      modules: {
        runner,
        hasteMap: fromCore.resolve("jest-haste-map"),
        runtime: fromCore.resolve("jest-runtime"),
        resolve: fromCore.resolve("jest-resolve"),
        console: fromRunner.resolve("@jest/console"),
      },
      docblock: fromRunner("jest-docblock"),
      formatError: (error, config, globalConfig, path) =>
        messages.formatExecError(error, config, globalConfig, path),
    };
  } catch (cause) {
    throw new RegattaError("The parts of Jest that run a test file were not found.", {
      code: "JEST_NOT_FOUND",
      source: "user",
      nextStep: "Install jest 29 or 30 as a dev dependency of the project whose tests are run.",
      cause,
    });
  }
}

function coreSeenFrom(rootDir: string): string {
  const jest = createRequire(join(rootDir, "package.json")).resolve("jest");
  return createRequire(createRequire(jest).resolve("jest-cli")).resolve("@jest/core");
}
