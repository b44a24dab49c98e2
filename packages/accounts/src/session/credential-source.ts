import type { AwsCredentials } from "./aws-credentials.ts";

/** Where a session's credentials come from. */
export interface CredentialSource {
  /** @throws RegattaError when there are none to be had. */
  credentials(): Promise<AwsCredentials>;
  /** Forgets what it has: the next are new ones. */
  clear(): void;
}
