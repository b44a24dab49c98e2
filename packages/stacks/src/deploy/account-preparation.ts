import type PQueue from "p-queue";
import type { Decision } from "../decide.ts";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import { fingerprintOf, type PlannedService } from "../plan-account.ts";
import type { ServiceDefinition } from "../service-definition.ts";
import type { ServiceGraph } from "../service-graph.ts";
import { StackReader } from "../stack-reader.ts";
import type { StackState } from "../stack-state.ts";
import type { AccountSlots } from "./account-slots.ts";
import type { DeployEvent } from "./deploy-event.ts";
import { asDeployError } from "./deploy-failed.ts";
import { mergeOutputs } from "./merge-outputs.ts";
import { type PrepareResult, type ServiceResult, summarize } from "./prepare-result.ts";
import { type PreparedService, ServicePreparation } from "./prepare-service.ts";
import { inServiceTime } from "./service-time.ts";
import type { AccountCalls, StackCalls } from "./stack-calls.ts";

interface Parts {
  calls: AccountCalls & Pick<StackCalls, "session" | "environment" | "packages">;
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
    return this.#prepare(service, built);
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

  async #prepare(service: ServiceDefinition, built: Promise<void> | undefined): Promise<ServiceResult> {
    const { calls, queue, slots } = this.#parts;
    try {
      await built;
      return await slots.in(queue, service.name, calls.signal, () => this.#deploy(service));
    } catch (error) {
      return this.#failed(service, error, 0);
    }
  }

  // What is told of its end is told before its slot is free: nobody is told of more under way than there are slots.
  async #deploy(service: ServiceDefinition): Promise<ServiceResult> {
    let elapsedMs = () => 0;
    try {
      const prepared = await inServiceTime(service, this.#parts.calls, (signal) => {
        const preparation = this.#preparation(service, signal);
        elapsedMs = () => preparation.elapsedMs();
        return preparation.run();
      });
      this.#finished(service, prepared, elapsedMs());
      return { kind: prepared.kind, outputs: prepared.outputs };
    } catch (error) {
      return this.#failed(service, error, elapsedMs());
    }
  }

  #preparation(service: ServiceDefinition, signal: AbortSignal): ServicePreparation {
    const { fingerprints, stacks, force, onEvent } = this.#parts;
    const fingerprint = fingerprintOf(service.name, fingerprints);
    const forced = force.has(service.name);
    const build = () => this.#build(service);
    const todo = { service, fingerprint, stacks, forced, build };
    return new ServicePreparation(this.#callsOf(service, signal), todo, onEvent);
  }

  #callsOf({ name }: ServiceDefinition, signal: AbortSignal): StackCalls {
    const { calls, processes, slots } = this.#parts;
    const reader = new StackReader({ client: calls.client, signal });
    return { ...calls, signal, reader, inProcessSlot: (work) => slots.in(processes, name, signal, work) };
  }

  #build(service: ServiceDefinition): Promise<void> {
    const { build, calls } = this.#parts;
    const building = this.#builds.get(service.name) ?? build(service, calls.signal);
    this.#builds.set(service.name, building);
    return building;
  }

  #finished({ name: service, stackNames }: ServiceDefinition, prepared: PreparedService, durationMs: number) {
    const { slots, onEvent } = this.#parts;
    const { outputs } = prepared;
    slots.ended(service, "there");
    if (prepared.kind === "skipped") onEvent({ kind: "service-skipped", service });
    else {
      const { noUpdates } = prepared;
      onEvent({ kind: "deploy-finished", service, stackName: stackNames[0], durationMs, noUpdates });
    }
    onEvent({ kind: "service-ready", service, outputs });
  }

  #failed(
    { name: service, stackNames }: ServiceDefinition,
    thrown: unknown,
    durationMs: number,
  ): ServiceResult {
    const { calls, slots, onEvent } = this.#parts;
    calls.signal.throwIfAborted();
    slots.ended(service, "failed");
    const error = asDeployError(thrown, { account: calls.account, stackName: stackNames[0] });
    const { message: reason, stackName = stackNames[0] } = error;
    onEvent({ kind: "deploy-failed", service, stackName, reason, durationMs });
    return { kind: "failed", failure: { service, stackName, reason, error } };
  }
}
