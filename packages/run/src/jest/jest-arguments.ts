import { RegattaError } from "@regatta/foundation";

const REFUSED: Record<string, string> = {
  "--watch": "a run ends; use plain Jest in one account for watching",
  "--watchAll": "a run ends; use plain Jest in one account for watching",
  "--detectOpenHandles": "it needs all files in one process; use plain Jest for it",
  "--runner": "Regatta's own runner is what runs the files in accounts",
};

/**
 * The arguments Jest is started with.
 * @param configured `tests.jest` of the configuration; the command line's come after and so win.
 * @throws RegattaError JEST_ARGUMENT_REFUSED for an option that cannot work in a run.
 */
export function jestArguments(configured: string[], given: string[]): string[] {
  for (const argument of given.concat(configured)) {
    const name = argument.split("=")[0] ?? argument;
    const why = REFUSED[name];
    if (why) {
      throw new RegattaError(`${name} does not work with regatta run: ${why}.`, {
        code: "JEST_ARGUMENT_REFUSED",
        source: "user",
        nextStep: `Leave out ${name}.`,
      });
    }
  }
  return [...configured, ...given];
}
