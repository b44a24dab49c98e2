import { sep } from "node:path";
import { RegattaError } from "@regatta/foundation";
import { type DeclaredInputs, declaredInputs, deployerFiles } from "../fingerprint/declared-inputs.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";

/** The files that decide a service's fingerprint, asked about one path at a time. */
export class ServiceInputs {
  readonly #service: ServiceDefinition;
  #declared: Promise<DeclaredInputs> | undefined;

  constructor(service: ServiceDefinition) {
    this.#service = service;
  }

  /**
   * Whether a change below `path` can change the service's fingerprint: it lies in its folder or in a declared
   * input, or holds one (a template beside it is not enough).
   * @param path absolute.
   * @throws RegattaError SERVICE_INPUT_MISSING.
   */
  async cover(path: string): Promise<boolean> {
    if (isIn(path, this.#service.directory)) return true;
    this.#declared ??= declaredInputs(this.#service);
    const { files, directories } = await this.#declared;
    const inFolder = [...directories.keys()].some((folder) => isIn(path, folder));
    const own = deployerFiles(this.#service);
    return inFolder || [...files.keys()].some((file) => isIn(file, path) && !own.includes(file));
  }

  /** The error for a path that is not covered. */
  outside(path: string): RegattaError {
    const { name } = this.#service;
    return new RegattaError(`${path} lies outside the folder and the inputs of the service "${name}"`, {
      code: "PACKAGE_OUTSIDE_INPUTS",
      source: "user",
      nextStep: `Add it, or a folder that holds it and what it is built from, to the inputs of "${name}": else a change there is not deployed.`,
    });
  }
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
