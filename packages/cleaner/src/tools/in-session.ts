import { CredentialsEndpoint, sessionEnvironment } from "@regatta/accounts";
import type { AccountContext } from "../account/account-context.ts";

/**
 * Gives a process's environment with the account's session in it, by way of a credentials endpoint of its own: nothing
 * secret is on a command line, and a lost lease cuts the process off from AWS even before it is killed.
 * @param base the environment to start from, usually Regatta's own; every other source of credentials is taken out of it.
 * @param work gets the environment; once it is over the endpoint is closed.
 */
export async function inSession<T>(
  { session }: Pick<AccountContext, "session">,
  base: NodeJS.ProcessEnv,
  work: (environment: Record<string, string>) => Promise<T>,
): Promise<T> {
  const endpoint = await CredentialsEndpoint.start();
  try {
    return await work(sessionEnvironment({ session, served: endpoint.serve(session), base }));
  } finally {
    await endpoint.close();
  }
}
