import type PQueue from "p-queue";
import type { Decision } from "../decide/decide.ts";
import { fingerprintOf, type PlannedService } from "../decide/plan-account.ts";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import type { ServiceGraph } from "../service/service-graph.ts";
import type { StackState } from "../stack/stack-state.ts";
import type { AccountWork } from "./calls/stack-calls.ts";
import type { DeployEvent } from "./deploy-event.ts";
import { mergeOutputs } from "./merge-outputs.ts";
import { type PrepareResult, type ServiceResult, summarize } from "./prepare-result.ts";
import { ServiceRun } from "./service-run.ts";
import type { AccountSlots } from "./slots/account-slots.ts";

interface Parts {
  calls: AccountWork;
  graph: ServiceGraph;
  fingerprints: Map<string, Fingerprint>;
  stacks: ReadonlyMap<string, StackState>;
  plan: PlannedService[];
  force: ReadonlySet<string>;
  slots: AccountSlots;
  queue: PQueue;
  processes: PQueue;
  build(service: ServiceDefinition, signal: AbortSignal): Promise<void>;
  onEvent(event: DeployEvent): void;
}

/**
 * The walk over the graph in one account: each service starts the moment what it depends on is there. A failure stops
 * only what depends on it; the rest goes on to its end, so that the account is handed on with its stacks at rest.
 */
export class AccountPreparation {
  readonly #parts: Parts;
  readonly #decisions: Map<string, Decision>;
  readonly #results = new Map<string, Promise<ServiceResult>>();
  readonly #builds = new Map<string, Promise<void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#decisions = new Map(parts.plan.map(({ service, decision }) => [service, decision]));
  }

  /** Rejects with the signal's reason when cut off, after the last call has ended. */
  async run(): Promise<PrepareResult> {
    for (const service of this.#parts.graph.order) this.#results.set(service.name, this.#bring(service));
    const ended = await Promise.allSettled(this.#results.values());
    this.#parts.calls.signal.throwIfAborted();
    const bug = ended.find((result) => result.status === "rejected");
    if (bug) throw bug.reason;
    return summarize(
      await Promise.all([...this.#results].map(async ([name, result]) => [name, await result] as const)),
    );
  }

  async #bring(service: ServiceDefinition): Promise<ServiceResult> {
    const decision = this.#decisions.get(service.name);
    if (decision?.kind === "skip") return this.#skip(service);
    // Building waits for nobody; where a stack is busy, it may turn out that there is nothing to deploy.
    const built = decision?.kind === "wait" ? undefined : this.#build(service);
    built?.catch(() => undefined);
    const by = await this.#blocker(service);
    if (by !== undefined) {
      this.#parts.slots.ended(service.name, "blocked");
      this.#parts.onEvent({ kind: "service-blocked", service: service.name, by });
      return { kind: "blocked", by };
    }
    return this.#run(service, built);
  }

  #skip(service: ServiceDefinition): ServiceResult {
    const { stacks, onEvent } = this.#parts;
    const outputs = mergeOutputs(service.stackNames.flatMap((name) => stacks.get(name) ?? []));
    onEvent({ kind: "service-skipped", service: service.name });
    onEvent({ kind: "service-ready", service: service.name, outputs });
    return { kind: "skipped", outputs };
  }

  /** Waits for what the service depends on; the service whose failure keeps it from starting, if any. */
  async #blocker({ name }: ServiceDefinition): Promise<string | undefined> {
    const needed = this.#parts.graph.dependenciesOf(name).map(async (dependency) => {
      const result = await this.#results.get(dependency.name);
      if (result?.kind === "blocked") return result.by;
      return result?.kind === "failed" ? dependency.name : undefined;
    });
    return (await Promise.all(needed)).find((by) => by !== undefined);
  }

  #run(service: ServiceDefinition, built: Promise<void> | undefined): Promise<ServiceResult> {
    const { graph: _, fingerprints, force, ...parts } = this.#parts;
    const fingerprint = fingerprintOf(service.name, fingerprints);
    const build = () => this.#build(service);
    const run = new ServiceRun({ ...parts, service, fingerprint, forced: force.has(service.name), build });
    return run.run(built);
  }

  #build(service: ServiceDefinition): Promise<void> {
    const { build, calls } = this.#parts;
    const building = this.#builds.get(service.name) ?? build(service, calls.signal);
    this.#builds.set(service.name, building);
    return building;
  }
}
