import type { ServiceOutputs, ToJest } from "@regatta/jest-runner";
import type { DeployEvent } from "@regatta/stacks";
import type { FileNeeds } from "./file-needs.ts";

export interface AccountNewsOptions {
  account: string;
  /** The whole environment of processes that work in it. */
  env: Record<string, string>;
  needs: FileNeeds;
  send: (message: ToJest) => void;
  /** Calls back once what is happening now has happened. Default `setImmediate`. */
  soon?: (callback: () => void) => void;
}

/**
 * What Jest hears of one account: that it is ready as soon as a test file could run there, then which services come
 * up, and which never will. What happens at one time is told in one message: where nothing is to be deployed Jest
 * must not take the first service for all there is, and run a short file before the long ones.
 */
export class AccountNews {
  readonly #options: AccountNewsOptions;
  readonly #up = new Set<string>();
  readonly #outputs: ServiceOutputs = {};
  readonly #causes: Record<string, string> = {};
  #newlyUp: string[] = [];
  #newCauses: Record<string, string> = {};
  #state: "deploying" | "all-up" | "failed" | "gone" = "deploying";
  #inUse = false;
  #wasInUse = false;
  #isToldSoon = false;

  constructor(options: AccountNewsOptions) {
    this.#options = options;
    for (const service of options.needs.neverDeployed) this.#up.add(service);
  }

  onDeployEvent(event: DeployEvent): void {
    if (event.kind === "service-ready") this.#ready(event.service, event.outputs);
    else if (event.kind === "deploy-failed") this.#failed(event.service, event.service);
    else if (event.kind === "service-blocked") this.#failed(event.service, event.by);
    else return;
    if (this.#isToldSoon) return;
    this.#isToldSoon = true;
    const { soon = setImmediate } = this.#options;
    soon(() => {
      this.#isToldSoon = false;
      if (this.#newlyUp.length > 0 || !isEmpty(this.#newCauses)) this.#tell();
    });
  }

  /** Everything is up. */
  allReady(outputs: ServiceOutputs): void {
    Object.assign(this.#outputs, outputs);
    this.#state = "all-up";
    this.#tell();
  }

  /**
   * Deploying has ended, and not everything is up. @returns whether Jest uses the account for files that need only
   * what is.
   */
  failed(): boolean {
    const [anyCause] = Object.values(this.#causes);
    for (const service of this.#options.needs.deployed) {
      // Neither up nor failed: the preparation broke off, and nobody will bring it up.
      if (!this.#up.has(service) && !(service in this.#causes)) this.#failed(service, anyCause ?? service);
    }
    this.#state = "failed";
    this.#tell();
    return this.#inUse;
  }

  /** Whether Jest has the account among those it gives files to. */
  get isInUse(): boolean {
    return this.#inUse;
  }

  /** Jest has nothing for the account. @returns whether more services may come up that change that. */
  idle(): boolean {
    this.#inUse = false;
    return this.#state === "deploying";
  }

  /** It can be used as before, after Jest had nothing for it. */
  again(): void {
    if (!this.#inUse) this.#tell();
  }

  /** It is held no more: Jest hears nothing of it from here. */
  gone(): void {
    this.#state = "gone";
  }

  #ready(service: string, outputs: Record<string, string>): void {
    this.#up.add(service);
    this.#outputs[service] = outputs;
    this.#newlyUp.push(service);
  }

  #failed(service: string, cause: string): void {
    this.#causes[service] = cause;
    this.#newCauses[service] = cause;
  }

  #tell(): void {
    const { account, needs } = this.#options;
    if (this.#state === "gone") return;
    if (this.#inUse) this.#tellMore();
    else if (this.#state === "all-up" || needs.anyMetBy(this.#up)) this.#join();
    else if (!isEmpty(this.#newCauses))
      this.#send({ kind: "services-failed", account, causes: this.#newCauses });
    this.#newlyUp = [];
    this.#newCauses = {};
  }

  #join(): void {
    const { account, env } = this.#options;
    const services = this.#state === "all-up" ? "all" : [...this.#up];
    const again = this.#wasInUse ? { again: true as const } : {};
    this.#inUse = true;
    this.#wasInUse = true;
    this.#send({ kind: "account-ready", account, env, services, outputs: { ...this.#outputs }, ...again });
    if (!isEmpty(this.#causes)) this.#send({ kind: "services-failed", account, causes: { ...this.#causes } });
  }

  #tellMore(): void {
    const { account } = this.#options;
    const all = this.#state === "all-up";
    const outputs = Object.fromEntries(this.#newlyUp.map((name) => [name, this.#outputs[name] ?? {}]));
    if (all || this.#newlyUp.length > 0) {
      this.#send({ kind: "services-ready", account, services: all ? "all" : this.#newlyUp, outputs });
    }
    if (!isEmpty(this.#newCauses)) this.#send({ kind: "services-failed", account, causes: this.#newCauses });
  }

  #send(message: ToJest): void {
    this.#options.send(message);
  }
}

function isEmpty(record: Record<string, string>): boolean {
  return Object.keys(record).length === 0;
}
