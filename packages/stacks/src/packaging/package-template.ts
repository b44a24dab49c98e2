import { dirname, resolve } from "node:path";
import { isRegattaError } from "@regatta/foundation";
import type { CloudFormationDeployer } from "../service/deployer.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { maxBodyBytes, mustFit, readTemplate } from "../templates/read-template.ts";
import type { AccountPackages } from "./account-packages.ts";
import type { LocalReference } from "./local-references.ts";
import { orAborted } from "./or-aborted.ts";
import { inTemplate, packageUnreadable } from "./package-errors.ts";
import type { PackagedContent } from "./packaged-properties.ts";
import { readNestedTemplate } from "./read-nested-template.ts";
import { type PackageLocation, type Replacement, replaceValues } from "./replace-values.ts";
import { ServiceInputs } from "./service-inputs.ts";

/** A template as CloudFormation is given it. */
export type TemplateSource = { body: string } | { url: string };

export interface PackagedTemplate {
  template: TemplateSource;
  /** The deployer's, and where its packages lie. */
  parameters: Record<string, string>;
}

export interface TemplateToPackage {
  service: ServiceDefinition;
  deployer: CloudFormationDeployer;
  packages: AccountPackages;
  /** Cuts the packaging off: the service's time is up, or the account is lost. */
  signal: AbortSignal;
}

/**
 * Makes a service's template ready for one account: what it names on this machine is uploaded and replaced by where
 * it lies there, nested templates first; one that is too large for a call is uploaded itself. Where nothing is local
 * and the template is small, nothing is asked of S3.
 * @throws RegattaError TEMPLATE_INVALID, TEMPLATE_TOO_LARGE; PACKAGE_NOT_FOUND, PACKAGE_UNREADABLE and
 *   PACKAGE_OUTSIDE_INPUTS with the template's line; BUCKET_REFUSED, BUCKET_NOT_FOUND; the SDK's errors;
 *   the signal's reason.
 */
export async function packageTemplate(todo: TemplateToPackage): Promise<PackagedTemplate> {
  const { service, deployer, packages, signal } = todo;
  const packaging = new TemplatePackaging(todo);
  const text = await packaging.package(deployer.template, await readTemplate(service, deployer), []);
  const parameters = { ...deployer.parameters };
  for (const { path, bucketParameter, keyParameter } of deployer.packages ?? []) {
    const { bucket, key } = await packaging.placeDeclared(path);
    parameters[bucketParameter] = bucket;
    parameters[keyParameter] = key;
  }
  if (Buffer.byteLength(text) <= maxBodyBytes) return { template: { body: text }, parameters };
  return { template: { url: (await packages.placeTemplate(text, signal)).url }, parameters };
}

class TemplatePackaging {
  readonly #inputs: ServiceInputs;
  readonly #packages: AccountPackages;
  readonly #signal: AbortSignal;

  constructor({ service, packages, signal }: TemplateToPackage) {
    this.#inputs = new ServiceInputs(service);
    this.#packages = packages;
    this.#signal = signal;
  }

  /** @param within the templates this one is nested in. */
  async package(file: string, text: string, within: string[]): Promise<string> {
    const references = this.#packages.shared.referencesIn(text);
    const replacements = await Promise.all(
      references.map(async (reference): Promise<Replacement> => {
        const { range, form } = reference;
        return { range, form, location: await this.#placeNamed(reference, [...within, file]) };
      }),
    );
    const packaged = replaceValues(text, replacements);
    mustFit(file, packaged);
    return packaged;
  }

  async placeDeclared(path: string): Promise<PackageLocation> {
    await this.#mustCover(path);
    return this.#place(path, "folder-or-file");
  }

  async #placeNamed(reference: LocalReference, within: string[]): Promise<PackageLocation> {
    const template = within.at(-1) ?? "";
    const path = resolve(dirname(template), reference.path);
    try {
      await this.#mustCover(path);
      if (reference.content === "template") return await this.#placeNested(path, within);
      return await this.#place(path, reference.content);
    } catch (error) {
      if (!isRegattaError(error) || !error.code.startsWith("PACKAGE_")) throw error;
      throw inTemplate(`${template}:${reference.line}: ${reference.what}`, error);
    }
  }

  async #placeNested(path: string, within: string[]): Promise<PackageLocation> {
    if (within.includes(path)) throw packageUnreadable(`${path} is nested in itself`);
    const text = await readNestedTemplate(path);
    return this.#packages.placeTemplate(await this.package(path, text, within), this.#signal);
  }

  async #place(path: string, content: Exclude<PackagedContent, "template">): Promise<PackageLocation> {
    const code = await orAborted(this.#packages.shared.pack(path, content), this.#signal);
    return this.#packages.place(code, this.#signal);
  }

  async #mustCover(path: string): Promise<void> {
    if (!(await this.#inputs.cover(path))) throw this.#inputs.outside(path);
  }
}
