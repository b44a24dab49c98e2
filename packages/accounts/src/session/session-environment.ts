import { devNull } from "node:os";
import type { Session } from "./session.ts";

export interface SessionEnvironmentOptions {
  session: Session;
  served: { url: string; token: string };
  /** The environment to start from, usually the parent's. */
  base: NodeJS.ProcessEnv;
}

// Everything an SDK or tool may take credentials, an identity or a region from ahead of the container's endpoint.
const SOURCES = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_ACCESS_KEY",
  "AWS_SECRET_KEY",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_CREDENTIAL_SCOPE",
  "AWS_CREDENTIAL_FILE",
  "AWS_ACCOUNT_ID",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_SDK_LOAD_CONFIG",
  "AWS_VAULT",
  "AMAZON_REGION",
];
const SOURCE_PREFIXES = ["AWS_CONTAINER_", "AWS_SSO_"];

/**
 * Makes the environment of a process that is to work in a session's account and in no other: every other source
 * of credentials is taken out, shared files included (their [default] profile comes before a container's
 * credentials in the SDKs' chains). Endpoints (AWS_ENDPOINT_URL*) stay as they are.
 */
export function sessionEnvironment({
  session,
  served,
  base,
}: SessionEnvironmentOptions): Record<string, string> {
  const { id, region } = session.account;
  const kept = Object.entries(base).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !isSource(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: served.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: served.token,
    REGATTA_ACCOUNT_ID: id,
    REGATTA_REGION: region,
  };
}

function isSource(name: string): boolean {
  const upper = name.toUpperCase();
  return SOURCES.includes(upper) || SOURCE_PREFIXES.some((prefix) => upper.startsWith(prefix));
}
