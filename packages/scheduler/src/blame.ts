import type { Needs } from "./needs.ts";

/** Remembers which services failed where, to tell of files that nobody will run what kept them out. */
export class Blame {
  readonly #failed: Array<{ account: string; service: string; cause: string }> = [];

  /** @param causes for each service the one whose failure is the cause: itself, or what it depends on. */
  add(account: string, causes: Readonly<Record<string, string>>): void {
    for (const [service, cause] of Object.entries(causes)) this.#failed.push({ account, service, cause });
  }

  /** The cause that kept such files out of the most accounts. */
  of({ requires }: Needs): string | undefined {
    const accounts = new Map<string, Set<string>>();
    for (const { account, service, cause } of this.#failed) {
      if (requires && !requires.includes(service)) continue;
      accounts.set(cause, (accounts.get(cause) ?? new Set()).add(account));
    }
    const [most] = [...accounts].sort(([, a], [, b]) => b.size - a.size);
    return most?.[0];
  }
}
