import { createRequire } from "node:module";
import { join } from "node:path";
import type { GlobalConfig, ProjectConfig } from "./jest-types.ts";
import { refusedOptions } from "./refused-options.ts";

interface Configs {
  globalConfig: GlobalConfig;
  configs: ProjectConfig[];
}

interface Arguments {
  runner?: string;
  selectProjects?: string[];
  ignoreProjects?: string[];
}

type ReadConfigs = (argv: Arguments, projects: string[]) => Promise<Configs>;

/**
 * Loads Jest's core, and looks at what Jest reads of its configuration and arguments before anything comes of it:
 * only Jest itself knows what a preset, a file, a package.json or an abbreviation on the command line add up to.
 *
 * Jest is given `--runner`, which hides the runners that projects have of their own. It is taken out for the reading
 * and put in again after that.
 * @param folder of the `jest` package.
 * @param refuse told what cannot work; Jest gets no further.
 */
export function hookConfigs(folder: string, refuse: (problems: string[]) => void): void {
  const fromJest = createRequire(join(folder, "package.json"));
  const core = fromJest.resolve("@jest/core");
  const fromCore = createRequire(core);
  const path = fromCore.resolve("jest-config");
  const config = fromCore(path) as { readConfigs: ReadConfigs };
  const loaded = fromCore.cache[path];
  if (loaded) {
    const readConfigs: ReadConfigs = async ({ runner, ...argv }, projects) => {
      const read = await config.readConfigs(argv, projects);
      const { selectProjects, ignoreProjects } = argv;
      const problems = refusedOptions({ ...read, selectProjects, ignoreProjects });
      if (problems.length === 0) return withRunner(read, runner);
      refuse(problems);
      return new Promise(() => undefined);
    };
    // Its own properties cannot be replaced: Jest defines them for good.
    loaded.exports = Object.create(config, { readConfigs: { value: readConfigs, enumerable: true } });
  }
  fromJest(core);
}

function withRunner({ globalConfig, configs }: Configs, runner: string | undefined): Configs {
  return {
    globalConfig,
    configs: runner === undefined ? configs : configs.map((config) => ({ ...config, runner })),
  };
}
