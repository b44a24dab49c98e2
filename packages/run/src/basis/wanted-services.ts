import type { RegattaConfig } from "@regatta/config";
import type { BuildSteps, Checkout, Checkouts } from "@regatta/sources";
import {
  type Fingerprint,
  fingerprintServices,
  type Selection,
  type ServiceDefinition,
  ServiceGraph,
  selectServices,
  UnchangedServices,
  validateTemplates,
} from "@regatta/stacks/services";
import { serviceDefinitionOf } from "./service-definition-of.ts";

/** What a run wants to see deployed in every account. */
export interface WantedServices {
  graph: ServiceGraph;
  fingerprints: Map<string, Fingerprint>;
  /** Whether they are still what the fingerprints say. */
  unchanged: UnchangedServices;
  /** The services of the configuration that are not selected: left as they are. */
  left: ServiceDefinition[];
  /** Those to deploy whatever their tags say. */
  force: ReadonlySet<string>;
  /** What was taken of other repositories; empty when no service comes from one. */
  checkouts: Checkout[];
  /** What makes the code of services ready, for those that have any. */
  buildSteps: BuildSteps[];
  /** Gives the work trees of other repositories back, for other runs to use; the end of the process does too. */
  close(): Promise<void>;
}

export interface WhatToDeploy {
  /** Everything when left out. */
  selection?: Selection;
  /** Deploys what is selected whatever its tags say. */
  force?: boolean;
  /** Taken of other repositories wherever it exists, instead of the services' refs. */
  branch?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Reads the services of the configuration that are selected, checks out those of other repositories, and takes their
 * fingerprints; refuses bad ones before anything is leased.
 * @throws RegattaError UNKNOWN_SERVICE, SELECTION_INVALID, SERVICE_CYCLE, TEMPLATE_INVALID; GIT_FAILED, REF_NOT_FOUND,
 *   SOURCE_DIRECTORY_MISSING.
 */
export async function wantedServices(
  config: RegattaConfig,
  env: NodeJS.ProcessEnv,
  what: WhatToDeploy = {},
): Promise<WantedServices> {
  const selected = selectServices(definitionsOf(config), what.selection ?? {}).map(({ name }) => name);
  const { folders, checkouts, close } = await checkoutsFor(selected, config, env, what);
  try {
    const services = selectServices(definitionsOf(config, folders), what.selection ?? {});
    const graph = new ServiceGraph(services);
    await validateTemplates(services);
    const around = { env, besides: ownFolders(config), written: writtenBy(config) };
    const fingerprints = await fingerprintServices(services, around);
    const unchanged = new UnchangedServices({ services, fingerprints, ...around });
    const buildSteps = services.flatMap((service) => stepsOf(service, config, fingerprints));
    const left = definitionsOf(config).filter(({ name }) => !selected.includes(name));
    const force = new Set(what.force ? fingerprints.keys() : []);
    return { graph, fingerprints, unchanged, left, force, checkouts, buildSteps, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param folders where services of other repositories were checked out. */
function definitionsOf(
  { services }: RegattaConfig,
  folders = new Map<string, string>(),
): ServiceDefinition[] {
  return Object.entries(services).map(([name, service]) =>
    serviceDefinitionOf(name, service, folders.get(name) ?? service.directory),
  );
}

function ownFolders({ services }: RegattaConfig): string[] {
  return Object.values(services).flatMap(({ source, directory }) =>
    source === undefined ? [directory] : [],
  );
}

// A service whose folder they lie in would be another one after every run.
function writtenBy({ output: { directory, junit, emf, cache } }: RegattaConfig): string[] {
  return [directory, junit, ...[emf, cache].filter((path) => path !== undefined)];
}

async function checkoutsFor(
  selected: string[],
  { services, output }: RegattaConfig,
  env: NodeJS.ProcessEnv,
  { branch, signal }: WhatToDeploy,
): Promise<Checkouts> {
  const sources = Object.entries(services).flatMap(([service, { source, directory }]) =>
    source === undefined || !selected.includes(service) ? [] : [{ service, ...source, directory }],
  );
  if (sources.length === 0) return { folders: new Map(), checkouts: [], close: async () => undefined };
  // Loaded here: most configurations have no service of another repository.
  const { cacheFolder, checkoutSources } = await import("@regatta/sources");
  const cache = output.cache ?? cacheFolder(env, process.platform);
  return checkoutSources({ sources, cache, branch, env, signal });
}

function stepsOf(
  { name, directory, prepare = [] }: ServiceDefinition,
  { services }: RegattaConfig,
  fingerprints: Map<string, Fingerprint>,
): BuildSteps[] {
  if (prepare.length === 0) return [];
  const outputs = services[name]?.prepareOutputs ?? [];
  const digest = fingerprints.get(name)?.digest ?? "";
  return [{ service: name, directory, commands: prepare, outputs, digest }];
}
