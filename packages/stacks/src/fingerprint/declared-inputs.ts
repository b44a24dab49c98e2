import { statSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { RegattaError } from "@regatta/foundation";
import { glob, isDynamicPattern } from "tinyglobby";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { isGone } from "./file-entry.ts";

/** What a service names beside its folder, found on disk. */
export interface DeclaredInputs {
  /** Path as declared, absolute → real path to read. Counts even where git ignores it: it was asked for. */
  files: Map<string, string>;
  /** Path as declared, absolute → real path. */
  directories: Map<string, string>;
}

/**
 * Finds the template and the declared extra inputs of a service.
 * @throws RegattaError SERVICE_INPUT_MISSING for a path that is not there (a glob may match nothing).
 */
export async function declaredInputs(service: ServiceDefinition): Promise<DeclaredInputs> {
  const found: DeclaredInputs = { files: new Map(), directories: new Map() };
  const wanted = service.inputs.filter((input) => !input.startsWith("!"));
  const literal = wanted.filter((input) => !isDynamicPattern(input));
  for (const path of [
    ...deployerFiles(service).filter((path) => !mayBeBuilt(path, service)),
    ...literal.map((input) => resolve(service.directory, input)),
  ]) {
    const [kind, real] = await look(path, service);
    found[kind].set(path, real);
  }
  for (const pattern of wanted.filter((input) => isDynamicPattern(input))) {
    for (const path of await matches(pattern, service.directory)) found.files.set(path, await realpath(path));
  }
  return found;
}

// What `sam build` writes is decided by the sources. A template of the folder's own counts with the folder.
function mayBeBuilt(path: string, { deployer, directory, prepare = [] }: ServiceDefinition): boolean {
  return deployer.kind === "sam" && prepare.length > 0 && path.startsWith(join(directory, sep));
}

/** What a deployer names, outside the service's folder perhaps; absolute. */
export function deployerFiles({ deployer, directory, prepare = [] }: ServiceDefinition): string[] {
  switch (deployer.kind) {
    case "cloudformation":
      return [deployer.template];
    case "sam":
      return [deployer.template];
    case "serverless":
      return deployer.config === undefined ? [] : [deployer.config];
    case "cdk": {
      // A cloud assembly; what a build makes of the sources is decided by them.
      const app = deployer.app === undefined ? undefined : resolve(directory, deployer.app);
      return app !== undefined && prepare.length === 0 && isFolder(app) ? [app] : [];
    }
    case "command":
      return [];
  }
}

// What is not one is a command, perhaps too long for a path.
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

async function look(path: string, service: ServiceDefinition): Promise<["files" | "directories", string]> {
  try {
    const stats = await stat(path);
    return [stats.isDirectory() ? "directories" : "files", await realpath(path)];
  } catch (error) {
    if (!isGone(error)) throw error;
    throw new RegattaError(`The service "${service.name}" names ${path}, which does not exist.`, {
      code: "SERVICE_INPUT_MISSING",
      source: "user",
      nextStep: "Correct the path in the service's template or inputs, or build the file first.",
    });
  }
}

async function matches(pattern: string, directory: string): Promise<string[]> {
  const found = await glob(pattern, {
    cwd: directory,
    absolute: true,
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
    ignore: ["**/.git/**", ...(pattern.includes("node_modules") ? [] : ["**/node_modules/**"])],
  });
  return found.map((path) => resolve(path));
}
