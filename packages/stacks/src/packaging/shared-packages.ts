import PQueue from "p-queue";
import { openTemplate } from "../templates/open-template.ts";
import { type BuiltPackage, packagePath } from "./built-package.ts";
import { type LocalReference, localReferences } from "./local-references.ts";
import type { PackagedContent } from "./packaged-properties.ts";

/** Folders read and zipped at once: it is the processor that limits it. */
const packagesAtOnce = 2;

/** What is read, parsed and zipped once for all accounts of a run. Zips stay in memory until it is let go of. */
export class SharedPackages {
  readonly #packages = new Map<string, Promise<BuiltPackage>>();
  readonly #references = new Map<string, LocalReference[]>();
  readonly #queue = new PQueue({ concurrency: packagesAtOnce });

  /**
   * The package of a path as it was when it was first asked for.
   * @param path absolute.
   * @throws RegattaError PACKAGE_NOT_FOUND, PACKAGE_UNREADABLE.
   */
  pack(path: string, content: Exclude<PackagedContent, "template">): Promise<BuiltPackage> {
    const name = `${content} ${path}`;
    const known = this.#packages.get(name);
    if (known) return known;
    const packaged = this.#queue.add(async () => this.#inSlots(await packagePath(path, content)));
    this.#packages.set(name, packaged);
    return packaged;
  }

  /** The local paths in the text of a template. Parsing takes 1 ms a KB: too long to do in every account again. */
  referencesIn(text: string): LocalReference[] {
    const references = this.#references.get(text) ?? localReferences(openTemplate(text));
    this.#references.set(text, references);
    return references;
  }

  #inSlots({ key, bytes }: BuiltPackage): BuiltPackage {
    return { key, bytes: () => this.#queue.add(bytes) };
  }
}
