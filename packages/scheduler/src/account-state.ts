import type { Entry, FileGroup } from "./file-group.ts";

/** Names of services, or every service there is. */
export type Services = readonly string[] | "all";

/** What runs in an account, and which services it has. */
export class AccountState {
  readonly running = new Map<string, Entry>();
  readonly #up = new Set<string>();
  #allUp = false;
  /** Services that will never be up here; none of them is ever in `#up`. */
  readonly #failed = new Set<string>();

  servicesReady(services: Services): void {
    if (services === "all") this.#allUp = true;
    else for (const service of services) this.#up.add(service);
  }

  servicesFailed(services: readonly string[]): void {
    for (const service of services) this.#failed.add(service);
  }

  /** Whether everything these files need is up here. */
  canRun({ requires }: FileGroup): boolean {
    return this.#allUp || (requires?.every((service) => this.#up.has(service)) ?? false);
  }

  /** Whether these files can run here now, or could once more services are up. */
  mayRun({ requires }: FileGroup): boolean {
    return requires ? !requires.some((service) => this.#failed.has(service)) : this.#failed.size === 0;
  }
}
