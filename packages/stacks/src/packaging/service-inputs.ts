import { sep } from "node:path";
import { RegattaError } from "@regatta/foundation";
import { type DeclaredInputs, declaredInputs } from "../fingerprint/declared-inputs.ts";
import type { ServiceDefinition } from "../service-definition.ts";

/** The files that decide a service's fingerprint, asked about one path at a time. */
export class ServiceInputs {
  readonly #service: ServiceDefinition;
  #declared: Promise<DeclaredInputs> | undefined;

  constructor(service: ServiceDefinition) {
    this.#service = service;
  }

  /**
   * Whether a change below `path` can change the service's fingerprint: it lies in its folder or in a declared
   * input, or holds one.
   * @param path absolute.
   * @throws RegattaError SERVICE_INPUT_MISSING.
   */
  async cover(path: string): Promise<boolean> {
    if (isIn(path, this.#service.directory)) return true;
    this.#declared ??= declaredInputs(this.#service);
    const { files, directories } = await this.#declared;
    const inFolder = [...directories.keys()].some((folder) => isIn(path, folder));
    return inFolder || [...files.keys()].some((file) => isIn(file, path));
  }

  /** The error for a path that is not covered. */
  outside(path: string): RegattaError {
    const { name } = this.#service;
    return new RegattaError(`${path} lies outside the folder and the inputs of the service "${name}"`, {
      code: "PACKAGE_OUTSIDE_INPUTS",
      source: "user",
      nextStep: `Add it, or what it is built from, to the inputs of "${name}": a change there would not be deployed.`,
    });
  }
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
