import { RegattaError } from "@regatta/foundation";
import { REFUSED_OPTIONS } from "@regatta/jest-runner";
import { switchOf } from "./switch-of.ts";

/**
 * The arguments Jest is started with. What its configuration asks for beside them is looked at once Jest has read it.
 * @param configured `tests.jest` of the configuration; the command line's come after and so win.
 * @throws RegattaError JEST_ARGUMENT_REFUSED for an option that cannot work in a run.
 */
export function jestArguments(configured: string[], given: string[]): string[] {
  const args = [...configured, ...given];
  for (const [name, why] of Object.entries(REFUSED_OPTIONS)) {
    if (switchOf(args, name) === true) {
      throw jestArgumentRefused(`--${name} does not work with regatta run: ${why}.`, `Leave out --${name}.`);
    }
  }
  return args;
}

/** Jest is asked for something that cannot work in a run. */
export function jestArgumentRefused(message: string, nextStep: string): RegattaError {
  return new RegattaError(message, { code: "JEST_ARGUMENT_REFUSED", source: "user", nextStep });
}
