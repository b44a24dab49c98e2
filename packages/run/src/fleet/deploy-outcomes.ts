import { RegattaError } from "@regatta/foundation";
import { deploysNowhere } from "./deploys-nowhere.ts";

/** How the deploys of a run's accounts went so far: whether more accounts are worth trying. */
export class DeployOutcomes {
  readonly #failing = new Set<string>();
  #succeeded = 0;
  #failed = 0;

  /** Everything is up in an account. */
  succeeded(): void {
    this.#succeeded++;
  }

  /** An account could not be deployed. @param services those that failed, where it came as far as services. */
  failed(services: readonly string[]): void {
    this.#failed++;
    for (const service of services) this.#failing.add(service);
  }

  /** Whether to stop trying. */
  get areHopeless(): boolean {
    return deploysNowhere({ succeeded: this.#succeeded, failed: this.#failed });
  }

  /** The failure it is for whom it leaves something undone; undefined when there is none. @param undone begins the sentence. */
  failure(undone: string): RegattaError | undefined {
    if (!this.areHopeless) return undefined;
    const names = [...this.#failing].sort().map((service) => `"${service}"`);
    const which = names.length === 0 ? "" : `: ${names.join(", ")} failed`;
    return new RegattaError(
      `${undone} without an account: ${this.#failed} accounts could not be deployed and none could${which}. ` +
        "No further account was tried.",
      {
        code: "DEPLOYS_NOWHERE",
        source: "service",
        nextStep: "Mend what failed in them, told above; then clean the dirty accounts.",
      },
    );
  }
}
