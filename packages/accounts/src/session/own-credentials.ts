import type { Clock } from "@regatta/foundation";
import type { TimedCredentials } from "./assume-role.ts";
import type { AwsCredentials } from "./aws-credentials.ts";
import { CredentialCache } from "./credential-cache.ts";
import type { CredentialSource } from "./credential-source.ts";
import { ownCredentialsError } from "./own-credentials-error.ts";

export interface OwnCredentialsOptions {
  /** A profile of the AWS configuration files; what the SDK finds by itself when left out. */
  profile?: string | undefined;
  /** Where STS is asked if the profile assumes a role and names no region of its own. */
  region: string;
  clock: Clock;
}

/** What the SDK's providers give: without an end where nobody said one. */
interface Given {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

// Keys without an end may be replaced in their file at any time (saml2aws and its like do): they are read again.
const WITHOUT_END_MS = 15 * 60_000;

/**
 * Credentials somebody has without Regatta, as the AWS SDK finds them: those of a profile (SSO, `credential_process`,
 * a chain of roles, keys), or of its default chain. Kept until shortly before they end, over several sessions: a
 * profile may ask its owner for something each time.
 */
export class OwnCredentials implements CredentialSource {
  readonly profile: string | undefined;
  readonly #cache: CredentialCache;

  constructor({ profile, region, clock }: OwnCredentialsOptions) {
    this.profile = profile;
    this.#cache = new CredentialCache({
      clock,
      get: async () => {
        try {
          return timed(await (await providerOf(profile, region))(), clock);
        } catch (error) {
          throw ownCredentialsError(error, profile);
        }
      },
    });
  }

  /** @throws RegattaError LOGIN_ENDED, PROFILE_UNUSABLE or NO_CREDENTIALS. */
  credentials(): Promise<AwsCredentials> {
    return this.#cache.credentials();
  }

  clear(): void {
    this.#cache.clear();
  }

  refresh(): Promise<void> {
    return this.#cache.refresh();
  }

  left(): { ms: number; lifetimeMs: number } {
    return this.#cache.left();
  }
}

// Loaded here: who has accounts of a pool needs none of it.
async function providerOf(profile: string | undefined, region: string): Promise<() => Promise<Given>> {
  const { fromIni, fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
  // Not as `clientConfig`: its region would replace the one SSO is asked in.
  const settings = { ignoreCache: true, parentClientConfig: { region } };
  return profile === undefined ? fromNodeProviderChain(settings) : fromIni({ ...settings, profile });
}

function timed(
  { accessKeyId, secretAccessKey, sessionToken, expiration }: Given,
  clock: Clock,
): TimedCredentials {
  const end = expiration ?? new Date(clock.now() + WITHOUT_END_MS);
  const lifetimeMs = end.getTime() - clock.now();
  return {
    // An empty token is none to the SDKs, while containers' credentials must have one.
    credentials: { accessKeyId, secretAccessKey, sessionToken: sessionToken ?? "", expiration: end },
    lifetimeMs,
    endsAt: clock.monotonic() + lifetimeMs,
  };
}
