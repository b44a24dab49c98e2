import { RegattaError } from "@regatta/foundation";

/** None of the files of a run is there any more. */
export function nothingLeft(missing: readonly string[]): RegattaError {
  const [first = ""] = missing;
  const what = missing.length === 1 ? first : `none of its ${missing.length} test files (${first} …)`;
  return new RegattaError(`There is nothing to replay: ${what} is not there.`, {
    code: "REPLAY_EMPTY",
    source: "user",
    nextStep: "Check out the commit of that run, and look at `tests.directory` of the configuration.",
  });
}
