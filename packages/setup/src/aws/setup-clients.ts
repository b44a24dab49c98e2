import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { STSClient } from "@aws-sdk/client-sts";

/** What AWS is asked with while a pool is set up. */
export interface SetupClients {
  readonly organizations: OrganizationsClient;
  readonly sts: STSClient;
}

export interface SetupClientsOptions {
  /** Default: the SDK's own (AWS_REGION, the profile). */
  region?: string | undefined;
}

/**
 * Makes the clients of this package, as the identity Regatta runs as: the one place where their retries are chosen.
 *
 * Organizations allows few calls a second for a whole organization: adaptive retries hold calls back by themselves once
 * it has refused one.
 */
export function setupClients({ region }: SetupClientsOptions = {}): SetupClients {
  const common = {
    ...(region === undefined ? {} : { region }),
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  };
  return {
    organizations: new OrganizationsClient({ ...common, retryMode: "adaptive", maxAttempts: 10 }),
    sts: new STSClient({ ...common, retryMode: "standard", maxAttempts: 4 }),
  };
}
