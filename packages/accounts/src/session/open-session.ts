import { type Clock, RegattaError, systemClock } from "@regatta/foundation";
import { accountKey } from "../account.ts";
import { createStsClient } from "../aws/sts-client.ts";
import type { TellLimit } from "../tell-limit.ts";
import { assumeRole } from "./assume-role.ts";
import type { AwsCredentials } from "./aws-credentials.ts";
import { checkIdentity, checkNotProtected } from "./check-identity.ts";
import { CredentialCache } from "./credential-cache.ts";
import type { CredentialSource } from "./credential-source.ts";
import type { AccountWithRole, EnteredAccount } from "./entered-account.ts";
import { refreshAhead } from "./refresh-ahead.ts";
import { checkRole } from "./role-owner.ts";
import { isCutOff, type Session } from "./session.ts";

export interface OpenSessionOptions {
  account: EnteredAccount;
  runId: string;
  /** Accounts never to be entered: ids, or `<id>/<region>`. */
  protectedAccounts?: readonly string[] | undefined;
  /** How long credentials live before they are renewed; default 3600, which a role assumed by a role is capped at. `role-default`
   * leaves it to STS: sign-in links need that. */
  sessionSeconds?: number | "role-default" | undefined;
  /** Cuts the session off when it aborts: the lease's signal. */
  signal?: AbortSignal | undefined;
  clock?: Clock | undefined;
}

const SESSION_SECONDS = 3_600;

/**
 * Opens a session in an account: assumes its role, or takes the credentials somebody has for it, and makes sure that
 * this really is the account.
 * @throws RegattaError PROTECTED_ACCOUNT before anything is asked; SESSION_REFUSED when STS does not let us in;
 * LOGIN_ENDED, PROFILE_UNUSABLE or NO_CREDENTIALS when somebody's own credentials are not to be had; WRONG_ACCOUNT when
 * the role (before it is assumed) or the credentials belong to another account; LEASE_LOST or SESSION_CLOSED when the
 * signal aborts; or as AWS failed.
 */
export async function openSession(options: OpenSessionOptions): Promise<Session> {
  const { account, signal } = options;
  checkNotProtected(account, options.protectedAccounts ?? []);
  if ("roleArn" in account) checkRole(account);
  const session = new OpenedSession(options);
  try {
    const client = createStsClient({ region: account.region, credentials: await session.credentials() });
    try {
      await checkIdentity(client, account, signal ?? new AbortController().signal);
    } finally {
      client.destroy();
    }
    session.throwIfClosed();
    return session;
  } catch (error) {
    const reason = session.closedBecause ?? error;
    session.close();
    throw reason;
  }
}

class OpenedSession implements Session {
  readonly account: { readonly id: string; readonly region: string };
  readonly #closed = new AbortController();
  readonly #source: CredentialSource;
  readonly #clock: Clock;
  #forget: () => void = () => undefined;

  constructor(options: OpenSessionOptions) {
    const { account, clock = systemClock } = options;
    this.#clock = clock;
    this.account = { id: account.id, region: account.region };
    this.#source = "roleArn" in account ? ofRole(account, options, this.#closed.signal) : account.credentials;
    this.#follow(options.signal);
  }

  // A property and not a method: it is handed on as a function of its own.
  readonly credentials = async (): Promise<AwsCredentials> => {
    this.throwIfClosed();
    try {
      const credentials = await this.#source.credentials();
      this.throwIfClosed();
      return credentials;
    } catch (error) {
      throw this.closedBecause ?? error;
    }
  };

  async renew(): Promise<void> {
    this.#source.clear();
    await this.credentials();
  }

  keepFresh(tell: TellLimit): void {
    void refreshAhead({ source: this.#source, clock: this.#clock, signal: this.#closed.signal, tell });
  }

  get closedBecause(): unknown {
    return this.#closed.signal.reason;
  }

  throwIfClosed(): void {
    this.#closed.signal.throwIfAborted();
  }

  close(): void {
    this.#end(undefined);
  }

  #follow(signal: AbortSignal | undefined): void {
    const end = () => this.#end(signal?.reason);
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end, { once: true });
    this.#forget = () => signal?.removeEventListener("abort", end);
  }

  #end(reason: unknown): void {
    this.#forget();
    this.#closed.abort(isCutOff(reason) ? reason : closedError(accountKey(this.account), reason));
  }
}

/** Credentials of an account's role, for as long as the session is not closed. */
function ofRole(
  account: AccountWithRole,
  options: OpenSessionOptions,
  closed: AbortSignal,
): CredentialSource {
  const { runId, clock = systemClock, sessionSeconds = SESSION_SECONDS } = options;
  const client = createStsClient({ region: account.region });
  const get = () => assumeRole({ client, account, runId, sessionSeconds, clock, signal: closed });
  const cache = new CredentialCache({ clock, get });
  const end = () => {
    cache.clear();
    client.destroy();
  };
  closed.addEventListener("abort", end, { once: true });
  return cache;
}

function closedError(account: string, cause: unknown): RegattaError {
  return new RegattaError(`The session in ${account} is closed.`, {
    code: "SESSION_CLOSED",
    source: "internal",
    account,
    nextStep: "Open a new session.",
    cause,
  });
}
