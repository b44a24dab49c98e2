import { realpath } from "node:fs/promises";
import { sep } from "node:path";
import { RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "../service-definition.ts";
import { type DeclaredInputs, declaredInputs } from "./declared-inputs.ts";
import { definitionInputs } from "./definition-inputs.ts";
import { type FileEntries, type FileEntry, isGone } from "./file-entry.ts";
import { type Fingerprint, type FingerprintInput, fingerprintOfInputs } from "./fingerprint.ts";
import { FolderOwners } from "./folder-owners.ts";
import { nameBelow, relativePath } from "./paths.ts";
import { readEntries } from "./read-entries.ts";

/** A service and where its files are. */
interface Located {
  service: ServiceDefinition;
  /** The real path of its directory. */
  directory: string;
  declared: DeclaredInputs;
}

/**
 * Takes the fingerprints of `services`, by name: SHA-256 over a format version, the service's name and definition
 * (stack name, template path, capabilities, parameters), its declared environment variables, and the path, mode
 * and content of every file in its folder, its template and its declared inputs.
 *
 * In a git work tree the files are what git would commit (ignored ones are not), hashed as git would store them.
 * Elsewhere, and in a folder git ignores as a whole, they are all files but those in `node_modules` and `.git`, hashed raw; where no
 * filter of git applies, both give the same fingerprint. A service inside another's folder is no part of the
 * outer one, unless that declares it in `inputs`.
 * @param options.env the variables that declared names are looked up in.
 * @param options.besides folders of services whose fingerprints are not asked for: their files are theirs all the
 *   same, and no part of a service around them.
 * @throws RegattaError SERVICE_DIRECTORY_MISSING, SERVICE_INPUT_MISSING, FINGERPRINT_FAILED (git's own words).
 */
export async function fingerprintServices(
  services: ServiceDefinition[],
  options: { env: NodeJS.ProcessEnv; besides?: readonly string[] },
): Promise<Map<string, Fingerprint>> {
  const [located, besides] = await Promise.all([
    Promise.all(services.map(locate)),
    Promise.all((options.besides ?? []).map((folder) => realpath(folder).catch(() => folder))),
  ]);
  const entries = await readEntries(
    located.flatMap(({ directory, declared }) => [directory, ...declared.directories.values()]),
    located.flatMap(({ declared }) => [...declared.files.values()]),
  );
  const owners = new FolderOwners([...besides, ...located.map(({ directory }) => directory)]);
  const byFolder = owners.filesByOwner(entries.keys());
  return new Map(
    located.map((one) => {
      const own = byFolder.get(one.directory) ?? [];
      const inputs = [...definitionInputs(one.service, options.env), ...fileInputs(one, own, entries)];
      return [one.service.name, fingerprintOfInputs(one.service.name, inputs)];
    }),
  );
}

async function locate(service: ServiceDefinition): Promise<Located> {
  try {
    const directory = await realpath(service.directory);
    return { service, directory, declared: await declaredInputs(service) };
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

function fileInputs({ service, directory, declared }: Located, own: string[], entries: FileEntries) {
  const inputs: FingerprintInput[] = [];
  const add = (name: string, entry: FileEntry | undefined) => {
    if (entry) inputs.push({ kind: "file", name, value: `${entry.mode} ${entry.hash}` });
  };
  // Declared files come first: where one is a link inside the folder, the content it leads to is what counts.
  for (const [path, real] of declared.files) add(relativePath(service.directory, path), entries.get(real));
  for (const file of own) add(nameBelow(directory, file), entries.get(file));
  for (const [path, real] of declared.directories) {
    const prefix = relativePath(service.directory, path);
    for (const [file, entry] of entries) {
      if (file.startsWith(real + sep)) add(`${prefix}/${nameBelow(real, file)}`, entry);
    }
  }
  return inputs;
}
