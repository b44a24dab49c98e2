import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { type CheckedConfig, checkConfig } from "./check-config.ts";
import { findConfig } from "./find-config.ts";
import type { RegattaConfig, ServiceConfig } from "./regatta-config.ts";
import { resolveService } from "./resolve-service.ts";

export interface LoadConfigOptions {
  /** Where the search starts; absolute. */
  cwd: string;
  /** The file to take instead of searching; relative to `cwd`. */
  file?: string;
}

/**
 * Finds, evaluates and checks the configuration.
 * @throws RegattaError CONFIG_NOT_FOUND, CONFIG_UNREADABLE, or CONFIG_INVALID naming every problem.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<RegattaConfig> {
  const { file, name, config } = await findConfig(options);
  const directory = dirname(file);
  return resolveConfig(await checkConfig({ config, name, directory }), file);
}

function resolveConfig({ config, folders }: CheckedConfig, file: string): RegattaConfig {
  const directory = dirname(file);
  const { serviceFolders: _, ...parsed } = config;
  const absolute = (path: string) => resolve(directory, path);
  const services = Object.entries(parsed.services).map(([name, service]): [string, ServiceConfig] => [
    name,
    resolveService(name, service, folders.get(name) ?? directory),
  ]);
  return {
    ...parsed,
    file,
    directory,
    services: Object.fromEntries(services),
    deploy: { ...parsed.deploy, processes: parsed.deploy.processes ?? availableParallelism() },
    tests: { ...parsed.tests, directory: absolute(parsed.tests.directory) },
    output: {
      ...parsed.output,
      directory: absolute(parsed.output.directory),
      junit: absolute(parsed.output.junit),
      ...(parsed.output.emf === undefined ? {} : { emf: absolute(parsed.output.emf) }),
      report:
        typeof parsed.output.report === "string" ? absolute(parsed.output.report) : parsed.output.report,
      ...(parsed.output.cache === undefined ? {} : { cache: absolute(parsed.output.cache) }),
    },
  };
}
