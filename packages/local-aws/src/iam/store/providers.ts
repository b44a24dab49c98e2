import type { IamAccount } from "./iam-account.ts";
import { iamError } from "./iam-error.ts";
import type { ProviderRecord } from "./model.ts";

/** What an OpenID Connect provider is made of. */
export interface ProviderSpec {
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * Makes an OpenID Connect provider, or, for CloudFormation, changes the one there is.
 * @param options.now server time, ms since the epoch.
 * @throws {AwsError} `EntityAlreadyExists` unless it may be replaced, `ValidationError`.
 */
export async function putProvider(
  account: IamAccount,
  spec: ProviderSpec,
  { now, replace = false }: { now: number; replace?: boolean },
): Promise<ProviderRecord> {
  if (!/^https:\/\/[^\s?#]+$/.test(spec.url)) throw iamError.invalid("Invalid Open ID Connect Provider URL");
  const url = spec.url.replace("https://", "").replace(/\/$/, "");
  const arn = `arn:aws:iam::${account.id}:oidc-provider/${url}`;
  const before = account.provider(arn);
  if (before && !replace) throw iamError.providerExists(url);
  const { clientIds, thumbprints, tags = {} } = spec;
  const provider = { arn, url, clientIds, thumbprints, tags, createdAt: before?.createdAt ?? now };
  await account.putProvider(provider);
  return provider;
}
