import { realpath } from "node:fs/promises";
import { sep } from "node:path";
import { RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { isByproduct } from "./byproducts.ts";
import { type DeclaredInputs, declaredInputs, deployerFiles } from "./declared-inputs.ts";
import { definitionInputs } from "./definition-inputs.ts";
import { type FileEntries, isGone } from "./file-entry.ts";
import { type Fingerprint, type FingerprintInput, fingerprintOfInputs } from "./fingerprint.ts";
import { FolderOwners } from "./folder-owners.ts";
import { leftOut } from "./left-out.ts";
import { hasDependencies, Lockfiles } from "./lockfiles.ts";
import { ownOutput } from "./own-output.ts";
import { nameBelow, relativePath } from "./paths.ts";
import { readEntries } from "./read-entries.ts";
import { WorkTrees } from "./work-trees.ts";

/** A service and where its files are. */
interface Located {
  service: ServiceDefinition;
  /** The real path of its directory. */
  directory: string;
  declared: DeclaredInputs;
  /** Above its directory; they count if it has dependencies. */
  lockfiles: string[];
}

export interface FingerprintOptions {
  /** The variables that declared names are looked up in. */
  env: NodeJS.ProcessEnv;
  /**
   * Folders of services whose fingerprints are not asked for: their files are theirs all the same, and no part of a
   * service around them.
   */
  besides?: readonly string[];
  /** Files and folders that Regatta itself writes, absolute: no part of a service around them, in git or not. */
  written?: readonly string[];
}

/**
 * Takes the fingerprints of `services`, by name: SHA-256 over a format version, the service's name and definition
 * (stack name, template path, capabilities, parameters), its declared environment variables, and the path, mode
 * and content of every file in its folder, its template and its declared inputs.
 *
 * In a git work tree the files are what git would commit (ignored ones are not), hashed as git would store them.
 * Elsewhere, and in a folder git ignores as a whole, they are all files but those in `node_modules` and `.git`, hashed raw; where no
 * filter of git applies, both give the same fingerprint. A service inside another's folder is no part of the
 * outer one, unless that declares it in `inputs`. In a work tree the nearest lockfiles above the folder count too,
 * unless nothing of the service has dependencies (see `hasDependencies`).
 * @throws RegattaError SERVICE_DIRECTORY_MISSING, SERVICE_INPUT_MISSING, FINGERPRINT_FAILED (git's own words).
 */
export async function fingerprintServices(
  services: ServiceDefinition[],
  options: FingerprintOptions,
): Promise<Map<string, Fingerprint>> {
  const [located, besides, written] = await Promise.all([
    locateAll(services),
    realPaths(options.besides ?? []),
    realPaths(options.written ?? []),
  ]);
  const entries = await readEntries({
    directories: located.flatMap(({ directory, declared }) => [directory, ...declared.directories.values()]),
    files: located.flatMap(({ declared }) => [...declared.files.values()]),
    filesUnlessIgnored: located.flatMap(({ lockfiles }) => lockfiles),
    leftOut: new Set(written),
  });
  const owners = new FolderOwners([...besides, ...located.map(({ directory }) => directory)]);
  const byFolder = owners.filesByOwner(entries.keys());
  return new Map(
    located.map((one) => {
      const isWritten = ownOutput(written, one.directory);
      const own = (byFolder.get(one.directory) ?? []).filter((file) => !isWritten(file));
      const files = fileInputs(one, own, { entries, isWritten });
      const inputs = [...definitionInputs(one.service, options.env), ...files];
      return [one.service.name, fingerprintOfInputs(one.service.name, inputs)];
    }),
  );
}

/** Those that are not there (yet) stay as they are. */
function realPaths(paths: readonly string[]): Promise<string[]> {
  return Promise.all(paths.map((path) => realpath(path).catch(() => path)));
}

async function locateAll(services: ServiceDefinition[]): Promise<Located[]> {
  const [trees, lockfiles] = [new WorkTrees(), new Lockfiles()];
  return Promise.all(
    services.map(async (service) => {
      const found = await locate(service);
      const workTree = trees.of(found.directory);
      const above = workTree === undefined ? [] : lockfiles.above(found.directory, workTree);
      return { service, ...found, lockfiles: above };
    }),
  );
}

async function locate(service: ServiceDefinition): Promise<Pick<Located, "directory" | "declared">> {
  try {
    const directory = await realpath(service.directory);
    return { directory, declared: await declaredInputs(service) };
  } catch (error) {
    if (!isGone(error)) throw error;
    throw new RegattaError(
      `The directory of the service "${service.name}" does not exist: ${service.directory}`,
      {
        code: "SERVICE_DIRECTORY_MISSING",
        source: "user",
        nextStep: "Correct the service's directory in the configuration.",
      },
    );
  }
}

function fileInputs(
  { service, directory, declared, lockfiles }: Located,
  own: string[],
  { entries, isWritten }: { entries: FileEntries; isWritten: (file: string) => boolean },
): FingerprintInput[] {
  const inputs: FingerprintInput[] = [];
  const isLeftOut = leftOut(service);
  const needed = new Set(deployerFiles(service).map((path) => relativePath(service.directory, path)));
  const add = (name: string, file: string) => {
    const entry = entries.get(file);
    if (!entry || isByproduct(name)) return;
    if ((isLeftOut(name) || isWritten(file)) && !needed.has(name)) return;
    inputs.push({ kind: "file", name, value: `${entry.mode} ${entry.hash}` });
  };
  // Declared files come first: where one is a link inside the folder, the content it leads to is what counts.
  for (const [path, real] of declared.files) add(relativePath(service.directory, path), real);
  for (const file of own) add(nameBelow(directory, file), file);
  if (hasDependencies(service, own)) {
    for (const file of lockfiles) add(relativePath(directory, file), file);
  }
  for (const [path, real] of declared.directories) {
    const prefix = relativePath(service.directory, path);
    for (const file of entries.keys()) {
      if (file.startsWith(real + sep)) add(`${prefix}/${nameBelow(real, file)}`, file);
    }
  }
  return inputs;
}
