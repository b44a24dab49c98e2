import type { Clock } from "@regatta/foundation";
import type { TimedCredentials } from "./assume-role.ts";
import type { AwsCredentials } from "./aws-credentials.ts";
import type { CredentialSource } from "./credential-source.ts";

const REFRESH_BEFORE_MS = 5 * 60_000;

/** Keeps credentials until shortly before they end, then gets new ones, once for all who ask meanwhile. */
export class CredentialCache implements CredentialSource {
  readonly #clock: Clock;
  readonly #get: () => Promise<TimedCredentials>;
  #current: TimedCredentials | undefined;
  #coming: Promise<TimedCredentials> | undefined;

  constructor({ clock, get }: { clock: Clock; get: () => Promise<TimedCredentials> }) {
    this.#clock = clock;
    this.#get = get;
  }

  /**
   * @returns credentials with 5 minutes left, or a third of their life if that is shorter; when new ones cannot be
   * had, the old ones for as long as they live.
   * @throws what getting new ones throws, once the old ones ended.
   */
  async credentials(): Promise<AwsCredentials> {
    const current = this.#current;
    if (current && this.#left(current) > Math.min(REFRESH_BEFORE_MS, current.lifetimeMs / 3)) {
      return current.credentials;
    }
    try {
      return (await this.#refresh()).credentials;
    } catch (error) {
      if (current && this.#left(current) > 0) return current.credentials;
      throw error;
    }
  }

  /** Forgets what it has. */
  clear(): void {
    this.#current = undefined;
  }

  async refresh(): Promise<void> {
    await this.#refresh();
  }

  left(): { ms: number; lifetimeMs: number } {
    const current = this.#current;
    if (!current) return { ms: 0, lifetimeMs: 0 };
    return { ms: Math.max(0, this.#left(current)), lifetimeMs: current.lifetimeMs };
  }

  #left({ endsAt }: TimedCredentials): number {
    return endsAt - this.#clock.monotonic();
  }

  #refresh(): Promise<TimedCredentials> {
    this.#coming ??= this.#get()
      .then((fresh) => {
        this.#current = fresh;
        return fresh;
      })
      .finally(() => {
        this.#coming = undefined;
      });
    return this.#coming;
  }
}
