import type { Session } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import PQueue from "p-queue";
import { AccountPackages } from "./account-packages.ts";
import { defaultBucket } from "./bucket-name.ts";
import { type BuiltPackage, packagePath } from "./built-package.ts";
import type { PackagedContent } from "./packaged-properties.ts";

export interface PackagerOptions {
  /** The bucket in every account; `{account}` and `{region}` stand for the account's. */
  bucket?: string;
  /** Whether a missing bucket is made; default true. */
  createBucket?: boolean;
}

/** Folders read and zipped at once: it is the processor that limits it. */
const packagesAtOnce = 2;

/**
 * Packages local code for all accounts of one run: what is read and zipped, is so once. Zips stay in memory until the
 * run lets go of this object.
 */
export class Packager {
  readonly #options: Required<PackagerOptions>;
  readonly #packages = new Map<string, Promise<BuiltPackage>>();
  readonly #queue = new PQueue({ concurrency: packagesAtOnce });

  constructor({ bucket = defaultBucket, createBucket = true }: PackagerOptions = {}) {
    this.#options = { bucket, createBucket };
  }

  /**
   * The package of a path as it was when it was first asked for.
   * @param path absolute.
   * @throws RegattaError PACKAGE_NOT_FOUND, PACKAGE_UNREADABLE.
   */
  pack(path: string, content: Exclude<PackagedContent, "template">): Promise<BuiltPackage> {
    const name = `${content} ${path}`;
    const known = this.#packages.get(name);
    if (known) return known;
    const packaged = this.#queue.add(async () => inSlots(await packagePath(path, content), this.#queue));
    this.#packages.set(name, packaged);
    return packaged;
  }

  /** Packages in one account's bucket; close them when the account is done. */
  inAccount(account: { session: Session; clock: Clock; signal: AbortSignal }): AccountPackages {
    return new AccountPackages({ ...account, ...this.#options, pack: (...what) => this.pack(...what) });
  }
}

function inSlots({ key, bytes }: BuiltPackage, queue: PQueue): BuiltPackage {
  return { key, bytes: () => queue.add(bytes) };
}
