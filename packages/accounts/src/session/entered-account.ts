import type { AccountRef } from "../account.ts";
import type { CredentialSource } from "./credential-source.ts";

/** An account that is entered by a role of its own, which whoever runs this assumes. */
export interface AccountWithRole extends AccountRef {
  readonly roleArn: string;
  readonly externalId?: string | undefined;
  /** The session gets no tags: for roles whose trust policy knows nothing of `sts:TagSession`. */
  readonly untagged?: boolean;
}

/** An account that is entered with credentials somebody has already. */
export interface AccountWithCredentials extends AccountRef {
  readonly credentials: CredentialSource;
}

/** An account, and how it is entered. */
export type EnteredAccount = AccountWithRole | AccountWithCredentials;
