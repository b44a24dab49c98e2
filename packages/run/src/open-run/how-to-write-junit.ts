import type { RegattaConfig } from "@regatta/config";
import type { WriteJUnitOptions } from "@regatta/run-log";

/**
 * Where the JUnit report goes, and for which CI: cases name their files where the configuration says so, or else on
 * CircleCI (https://circleci.com/docs/reference/variables: `CIRCLECI` is `true` there). Pure.
 */
export function howToWriteJUnit(
  { output }: Pick<RegattaConfig, "output">,
  env: NodeJS.ProcessEnv,
): Required<WriteJUnitOptions> {
  return { path: output.junit, caseFiles: output.junitCaseFiles ?? env.CIRCLECI === "true" };
}
