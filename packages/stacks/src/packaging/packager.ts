import type { Session } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import { AccountPackages } from "./account-packages.ts";
import { defaultBucket } from "./bucket-name.ts";
import { SharedPackages } from "./shared-packages.ts";

export interface PackagerOptions {
  /** The bucket in every account; `{account}` and `{region}` stand for the account's. */
  bucket?: string;
  /** Whether a missing bucket is made; default true. */
  createBucket?: boolean;
}

/** Packages local code for the accounts of one run; what is read and zipped, is so once. */
export class Packager {
  readonly #options: Required<PackagerOptions>;
  readonly #shared = new SharedPackages();

  constructor({ bucket = defaultBucket, createBucket = true }: PackagerOptions = {}) {
    this.#options = { bucket, createBucket };
  }

  /** Packages in one account's bucket; close them when the account is done. */
  inAccount(account: { session: Session; clock: Clock; signal: AbortSignal }): AccountPackages {
    const { session, clock, signal } = account;
    return new AccountPackages({ ...this.#options, session, clock, signal, shared: this.#shared });
  }
}
