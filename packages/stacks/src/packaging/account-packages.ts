import type { Session } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import { bucketName, objectUrl } from "./bucket-name.ts";
import { type BuiltPackage, packageText } from "./built-package.ts";
import { orAborted } from "./or-aborted.ts";
import type { PackageBucket } from "./package-bucket.ts";
import type { PackageLocation } from "./replace-values.ts";
import type { SharedPackages } from "./shared-packages.ts";

export interface AccountPackagesOptions {
  shared: SharedPackages;
  session: Session;
  /** With `{account}` and `{region}`. */
  bucket: string;
  createBucket: boolean;
  clock: Clock;
  /** Ends every upload. */
  signal: AbortSignal;
}

/**
 * What was put into one account's bucket. The SDK's S3 client is loaded when something must be put there, and not
 * before: most commands and most deploys need none.
 */
export class AccountPackages {
  /** What all accounts share. */
  readonly shared: SharedPackages;
  readonly #options: AccountPackagesOptions;
  readonly #name: string;
  readonly #placed = new Map<string, Promise<void>>();
  readonly #over = new AbortController();
  #bucket: Promise<PackageBucket> | undefined;

  constructor(options: AccountPackagesOptions) {
    this.shared = options.shared;
    this.#options = options;
    this.#name = bucketName(options.bucket, options.session.account);
  }

  /**
   * Sees that a package is in the bucket.
   * @param signal ends the wait for it, not the upload: another service may need the same.
   * @throws RegattaError PACKAGE_UNREADABLE, BUCKET_REFUSED, BUCKET_NOT_FOUND; the SDK's errors; the signal's reason.
   */
  async place(code: BuiltPackage, signal: AbortSignal): Promise<PackageLocation> {
    const { key } = code;
    const placed = this.#placed.get(key) ?? this.#upload(code);
    this.#placed.set(key, placed);
    await orAborted(placed, signal);
    return { bucket: this.#name, key, url: objectUrl(this.#name, key, this.#options.session.account.region) };
  }

  /** The same for the text of a template. */
  placeTemplate(text: string, signal: AbortSignal): Promise<PackageLocation> {
    return this.place(packageText(text, ".template"), signal);
  }

  /** Ends what is still being uploaded. */
  close(): void {
    this.#over.abort();
    this.#bucket?.then(
      (bucket) => bucket.close(),
      () => undefined, // whoever needed it was told
    );
  }

  async #upload(code: BuiltPackage): Promise<void> {
    this.#bucket ??= this.#open();
    try {
      await (await this.#bucket).upload(code);
    } catch (error) {
      this.#placed.delete(code.key);
      throw error;
    }
  }

  async #open(): Promise<PackageBucket> {
    const { session, createBucket, clock } = this.#options;
    const { PackageBucket } = await import("./package-bucket.ts");
    const signal = AbortSignal.any([this.#options.signal, this.#over.signal]);
    return new PackageBucket({ session, name: this.#name, create: createBucket, clock, signal });
  }
}
