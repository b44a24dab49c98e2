import { constants } from "node:fs";
import { access, mkdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { followed, messageOf, RegattaError } from "@regatta/foundation";
import PQueue from "p-queue";
import { chooseRef } from "./choose-ref.ts";
import type { Release } from "./file-lock.ts";
import { groupBy } from "./group-by.ts";
import { RepositoryCache } from "./repository-cache.ts";
import { takeWorkTree } from "./work-tree.ts";

/** A service that comes from another repository. */
export interface SourceOfService {
  service: string;
  /** A URL, `user@host:path` or an absolute path. */
  git: string;
  /** A branch, a tag or a full commit id; the default branch when absent. */
  ref?: string | undefined;
  /** Its folder in the repository. */
  directory: string;
}

export interface CheckoutOptions {
  sources: SourceOfService[];
  /** Where mirrors and work trees are kept; absolute. */
  cache: string;
  /** Taken wherever it exists, whatever the services' refs say. */
  branch?: string | undefined;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  /** How many repositories are fetched at once. Default 8. */
  concurrency?: number;
}

/** What was taken of one repository. */
export interface Checkout {
  /** Its address, without credentials. */
  repository: string;
  services: string[];
  /** The branch, tag or commit that was taken. */
  ref: string;
  commit: string;
  /** `branch feature-x`, `ref main` or `default branch`. */
  why: string;
}

export interface Checkouts {
  /** The folder of each service, absolute. */
  folders: Map<string, string>;
  /** One for every repository and what was taken of it, in the order of the services. */
  checkouts: Checkout[];
  /** Gives the work trees back, for other runs to use and change; a process that ends gives them back too. */
  close(): Promise<void>;
}

interface Taken {
  checkout: Checkout;
  folders: Array<[service: string, folder: string]>;
}

/**
 * Clones or updates every repository that services come from, in parallel.
 * @throws RegattaError CACHE_NOT_WRITABLE; GIT_FAILED, REF_NOT_FOUND or SOURCE_DIRECTORY_MISSING, the first there is,
 *   when all have ended.
 */
export async function checkoutSources(options: CheckoutOptions): Promise<Checkouts> {
  if (options.sources.length > 0) await mustBeWritable(options.cache);
  const queue = new PQueue({ concurrency: options.concurrency ?? 8 });
  const releases: Release[] = [];
  const close = async () => {
    await Promise.all(releases.map((release) => release()));
  };
  const results = await Promise.allSettled(
    groupBy(options.sources, ({ git }) => git).map((sources) =>
      queue.add(() => takeRepository(sources, options, releases)),
    ),
  );
  const refused = results.find((result) => result.status === "rejected");
  if (refused) {
    await close();
    throw refused.reason;
  }
  const taken = results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  return {
    folders: new Map(taken.flatMap(({ folders }) => folders)),
    checkouts: taken.map(({ checkout }) => checkout),
    close,
  };
}

async function mustBeWritable(cache: string): Promise<void> {
  try {
    await mkdir(cache, { recursive: true });
    await access(cache, constants.W_OK);
  } catch (cause) {
    throw new RegattaError(`Repositories cannot be kept in ${cache}: ${messageOf(cause)}`, {
      code: "CACHE_NOT_WRITABLE",
      source: "user",
      nextStep: "Make the folder writable, or name another in output.cache.",
      cause,
    });
  }
}

/** @param releases gets what gives each work tree back, as soon as it was taken. */
async function takeRepository(
  sources: [SourceOfService, ...SourceOfService[]],
  { cache, branch, env, signal }: CheckoutOptions,
  releases: Release[],
): Promise<Taken[]> {
  const own = signal && followed(signal);
  const repository = new RepositoryCache({ git: sources[0].git, cache, env, signal: own });
  const refs = await repository.refs();
  const choices = sources.map((source) => ({
    source,
    chosen: chooseRef({ repository: repository.name, refs, ref: source.ref, branch }),
  }));
  const taken: Taken[] = [];
  for (const group of groupBy(choices, ({ chosen }) => chosen.ref)) {
    const { chosen } = group[0];
    const { folder, release } = await takeWorkTree(repository, chosen);
    releases.push(release);
    const services = group.map(({ source }) => source);
    taken.push({
      checkout: { repository: repository.name, services: services.map(({ service }) => service), ...chosen },
      folders: await Promise.all(services.map((source) => folderOf(source, folder, repository.name))),
    });
  }
  return taken;
}

async function folderOf(
  { service, directory }: SourceOfService,
  tree: string,
  repository: string,
): Promise<[service: string, folder: string]> {
  const folder = join(tree, directory);
  const inside = folder === tree || folder.startsWith(tree + sep);
  if (inside && (await isFolder(folder))) return [service, folder];
  throw new RegattaError(`The service "${service}" has no folder ${directory} in ${repository}.`, {
    code: "SOURCE_DIRECTORY_MISSING",
    source: "user",
    nextStep: "Correct the service's directory: it is relative to the top of the repository.",
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
