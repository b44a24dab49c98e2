import type { GlobalConfig, ProjectConfig } from "./jest-types.ts";

/** Options of Jest that cannot work in a run, by their name in its configuration, and why. */
export const REFUSED_OPTIONS: Readonly<Record<string, string>> = {
  watch: "a run ends; use plain Jest in one account for watching",
  watchAll: "a run ends; use plain Jest in one account for watching",
  detectOpenHandles: "it needs all files in one process; use plain Jest for it",
  runner: "Regatta's own runner is what runs the files in accounts",
};

// As an argument `collectTests` is a question that plain Jest answers; set for good, every run would be green on nothing.
const SWITCHES: Readonly<Record<string, string>> = { ...REFUSED_OPTIONS, collectTests: "it runs no test" };
const RUNNER_OF_JEST = /[\\/]jest-runner[\\/]build[\\/]index\.js$/;
const RUNNER_OF_REGATTA = /[\\/]jest-runner[\\/]dist[\\/]runner\.cjs$/;

/** What Jest made of its configuration and arguments. */
export interface JestReading {
  globalConfig: GlobalConfig;
  /** Of every project, with the runner it would have in plain Jest. */
  configs: readonly ProjectConfig[];
  /** From the arguments: names of the projects to run, and of those not to; in no configuration. */
  selectProjects?: readonly string[] | undefined;
  ignoreProjects?: readonly string[] | undefined;
}

/**
 * What cannot work in a run, wherever it was set.
 * @returns a sentence for each, which says what to do about it; none where all is well.
 */
export function refusedOptions(reading: JestReading): string[] {
  const switches = Object.entries(SWITCHES)
    .filter(([name]) => reading.globalConfig[name] === true)
    .map(([name, why]) => `\`${name}\` does not work with regatta run: ${why}.`);
  return [...switches, ...projectsToRun(reading).flatMap(otherRunner)];
}

// As @jest/core chooses them; a project without a name is never meant by either option.
function projectsToRun({ configs, selectProjects, ignoreProjects }: JestReading): ProjectConfig[] {
  return configs.filter(({ displayName }) => {
    const isChosen =
      !selectProjects || (displayName !== undefined && selectProjects.includes(displayName.name));
    return isChosen && !(displayName && ignoreProjects?.includes(displayName.name));
  });
}

function otherRunner({ runner, displayName, rootDir }: ProjectConfig): string[] {
  if (typeof runner !== "string" || RUNNER_OF_JEST.test(runner) || RUNNER_OF_REGATTA.test(runner)) return [];
  const project = displayName?.name;
  const way = project
    ? `leave the project to plain Jest: --ignoreProjects ${project}`
    : "take it out, or give that project a displayName and leave it to plain Jest: --ignoreProjects <name>";
  return [`The project ${project ?? rootDir} has a runner of its own (${runner}): ${way}.`];
}
