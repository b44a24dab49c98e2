import type { ServiceOutputs } from "./protocol.ts";

/**
 * An account of a file with `@accounts`, beside the one it runs in, as REGATTA_ACCOUNTS tells of it. Where its
 * credentials are to be had is told as AWS tells containers, an address and a token: neither goes into a log.
 */
export interface OtherAccount {
  id: string;
  region: string;
  outputs: ServiceOutputs;
  credentialsUrl: string;
  token: string;
}

/**
 * Tells of an account to a file that runs in another one.
 * @param env the environment of processes that work in it.
 * @param outputs of what is up there.
 */
export function otherAccount(env: Readonly<Record<string, string>>, outputs: ServiceOutputs): OtherAccount {
  return {
    id: env.REGATTA_ACCOUNT_ID ?? "",
    region: env.REGATTA_REGION ?? env.AWS_REGION ?? "",
    outputs,
    credentialsUrl: env.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? "",
    token: env.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? "",
  };
}
