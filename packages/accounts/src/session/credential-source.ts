import type { AwsCredentials } from "./aws-credentials.ts";

/** Where a session's credentials come from. */
export interface CredentialSource {
  /** @throws RegattaError when there are none to be had. */
  credentials(): Promise<AwsCredentials>;
  /** Forgets what it has: the next are new ones. */
  clear(): void;
  /** Gets new ones now, and keeps the old ones where none are to be had. @throws RegattaError as `credentials`. */
  refresh(): Promise<void>;
  /** How long what it has is good for, and was when it was new, both ms; 0 without any. */
  left(): { ms: number; lifetimeMs: number };
}
