import type { DeployEvent } from "@regatta/stacks";
import type { FleetUser, Gone, Wish } from "../fleet/fleet-user.ts";

export interface DeployTargetsOptions {
  /** How many accounts are to be deployed. */
  count: number;
  /** The account asked for: a key, id or name; any of the pool when left out. */
  only?: readonly string[] | undefined;
}

/** Accounts that are deployed, handed back at once, and nothing more. One whose deploy fails is not replaced. */
export class DeployTargets implements FleetUser {
  /** The stack outputs by account and service, as far as services are up. They may hold secrets. */
  readonly outputs = new Map<string, Record<string, Record<string, string>>>();
  readonly #options: DeployTargetsOptions;
  readonly #taken = new Set<string>();

  constructor(options: DeployTargetsOptions) {
    this.#options = options;
  }

  wish(): Wish {
    const { count, only } = this.#options;
    const wish = { count: count - this.#taken.size, exclude: [...this.#taken] };
    return only ? { ...wish, only } : wish;
  }

  isDone(): boolean {
    return this.#taken.size >= this.#options.count;
  }

  taken(account: string): void {
    this.#taken.add(account);
    this.outputs.set(account, {});
  }

  onDeployEvent(account: string, event: DeployEvent): void {
    if (event.kind !== "service-ready") return;
    this.outputs.set(account, { ...this.outputs.get(account), [event.service]: event.outputs });
  }

  ready(): "hand-back" {
    return "hand-back";
  }

  gone(account: string, how: Gone): void {
    if (how.kind !== "handed-back") this.#taken.delete(account);
  }

  noMore(): string | undefined {
    const missing = this.#options.count - this.#taken.size;
    if (missing <= 0) return undefined;
    return missing === 1 ? "A deploy was left" : `${missing} deploys were left`;
  }
}
