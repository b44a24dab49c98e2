import type { Session } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import { bucketName, objectUrl } from "./bucket-name.ts";
import { type BuiltPackage, packageText } from "./built-package.ts";
import type { PackageBucket } from "./package-bucket.ts";
import type { PackagedContent } from "./packaged-properties.ts";
import type { PackageLocation } from "./replace-values.ts";

export interface AccountPackagesOptions {
  /** Makes the package of a path; shared by all accounts. */
  pack: (path: string, content: Exclude<PackagedContent, "template">) => Promise<BuiltPackage>;
  session: Session;
  /** With `{account}` and `{region}`. */
  bucket: string;
  createBucket: boolean;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * What was put into one account's bucket. The SDK's S3 client is loaded when something must be put there, and not
 * before: most commands and most deploys need none.
 */
export class AccountPackages {
  readonly #options: AccountPackagesOptions;
  readonly #name: string;
  readonly #placed = new Map<string, Promise<void>>();
  #bucket: Promise<PackageBucket> | undefined;

  constructor(options: AccountPackagesOptions) {
    this.#options = options;
    this.#name = bucketName(options.bucket, options.session.account);
  }

  /**
   * Sees that the package of a path is in the bucket.
   * @throws RegattaError PACKAGE_NOT_FOUND, PACKAGE_UNREADABLE, BUCKET_REFUSED, BUCKET_NOT_FOUND; the SDK's errors.
   */
  async place(path: string, content: Exclude<PackagedContent, "template">): Promise<PackageLocation> {
    return this.#place(await this.#options.pack(path, content));
  }

  /** The same for the text of a template. */
  placeTemplate(text: string): Promise<PackageLocation> {
    return this.#place(packageText(text, ".template"));
  }

  close(): void {
    this.#bucket?.then(
      (bucket) => bucket.close(),
      () => undefined, // whoever needed it was told
    );
  }

  async #place(code: BuiltPackage): Promise<PackageLocation> {
    const { key } = code;
    this.#options.signal.throwIfAborted();
    const placed = this.#placed.get(key) ?? this.#upload(code);
    this.#placed.set(key, placed);
    await placed;
    return { bucket: this.#name, key, url: objectUrl(this.#name, key, this.#options.session.account.region) };
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
    const { session, createBucket, clock, signal } = this.#options;
    const { PackageBucket } = await import("./package-bucket.ts");
    return new PackageBucket({ session, name: this.#name, create: createBucket, clock, signal });
  }
}
