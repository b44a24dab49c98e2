import { RegattaError } from "@regatta/foundation";
import type PQueue from "p-queue";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import { fingerprintOf, type PlannedService } from "../plan-account.ts";
import type { ServiceDefinition } from "../service-definition.ts";
import type { ServiceGraph } from "../service-graph.ts";
import { StackReader } from "../stack-reader.ts";
import type { StackState } from "../stack-state.ts";
import type { DeployEvent } from "./deploy-event.ts";
import { asDeployError } from "./deploy-failed.ts";
import { inSlot } from "./in-slot.ts";
import { type PreparedService, ServicePreparation } from "./prepare-service.ts";
import type { StackCalls } from "./stack-calls.ts";
import { withTimeLimit } from "./with-time-limit.ts";

/** What came of preparing an account. */
export type PrepareResult =
  | {
      kind: "ready";
      deployed: string[];
      skipped: string[];
      /** The stack outputs by service. */
      outputs: Record<string, Record<string, string>>;
    }
  | {
      kind: "failed";
      service: string;
      stackName: string;
      /** The first real cause: the resource's logical id and its message, where the stack's events say so. */
      reason: string;
      error: RegattaError;
    };

type Failure = Extract<PrepareResult, { kind: "failed" }>;

/** `not-tried`: blocked by a failure, its own dependency's or another's. */
type ServiceResult = PreparedService | { kind: "failed" } | { kind: "not-tried" };

const defaultTimeoutMs = 30 * 60_000;

interface Parts {
  calls: StackCalls;
  graph: ServiceGraph;
  fingerprints: Map<string, Fingerprint>;
  states: Map<string, StackState>;
  plan: PlannedService[];
  queue: PQueue;
  onEvent(event: DeployEvent): void;
}

/**
 * The walk over the graph in one account. After the first failure nothing more is started: no test will run
 * there. What is under way is watched to its end, so that the account is handed on with its stacks at rest.
 */
export class AccountPreparation {
  readonly #parts: Parts;
  readonly #stopStarting = new AbortController();
  readonly #mayStart: AbortSignal;
  #failure: Failure | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#mayStart = AbortSignal.any([parts.calls.signal, this.#stopStarting.signal]);
  }

  /** Rejects with the signal's reason when cut off, after the last call has ended. */
  async run(): Promise<PrepareResult> {
    const { graph, plan } = this.#parts;
    const decisions = new Map(plan.map(({ service, decision }) => [service, decision]));
    const results = new Map<string, Promise<ServiceResult>>();
    for (const service of graph.order) {
      const skip = decisions.get(service.name)?.kind === "skip";
      const needed = graph.dependenciesOf(service.name).flatMap(({ name }) => results.get(name) ?? []);
      results.set(service.name, skip ? this.#skip(service) : this.#whenReady(service, needed));
    }
    const ended = await Promise.allSettled(results.values());
    this.#parts.calls.signal.throwIfAborted();
    const bug = ended.find((result) => result.status === "rejected");
    if (bug) throw bug.reason;
    return this.#failure ?? summary(await entries(results));
  }

  async #skip({ name, stackNames: [stackName] }: ServiceDefinition): Promise<ServiceResult> {
    this.#parts.onEvent({ kind: "service-skipped", service: name });
    return { kind: "skipped", outputs: this.#parts.states.get(stackName)?.outputs ?? {} };
  }

  async #whenReady(
    service: ServiceDefinition,
    needed: Array<Promise<ServiceResult>>,
  ): Promise<ServiceResult> {
    const there = (await Promise.all(needed)).every(({ kind }) => kind === "skipped" || kind === "deployed");
    if (!there || this.#mayStart.aborted) return { kind: "not-tried" };
    try {
      return await inSlot(this.#parts.queue, this.#mayStart, () => this.#prepare(service));
    } catch (error) {
      if (this.#mayStart.aborted && error === this.#mayStart.reason) return { kind: "not-tried" };
      throw error;
    }
  }

  async #prepare(service: ServiceDefinition): Promise<ServiceResult> {
    const { calls, fingerprints, states, onEvent } = this.#parts;
    const fingerprint = fingerprintOf(service.name, fingerprints);
    const todo = { service, fingerprint, stack: states.get(service.stackNames[0]) };
    let elapsedMs = () => 0;
    try {
      return await this.#inTime(service, (signal) => {
        const reader = new StackReader({ client: calls.client, signal });
        const preparation = new ServicePreparation({ ...calls, signal, reader }, todo, onEvent);
        elapsedMs = () => preparation.elapsedMs();
        return preparation.run();
      });
    } catch (error) {
      calls.signal.throwIfAborted();
      this.#fail(service, error, elapsedMs());
      return { kind: "failed" };
    }
  }

  #inTime<T>(service: ServiceDefinition, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { clock, signal, account } = this.#parts.calls;
    const {
      timeoutMs: limitMs = defaultTimeoutMs,
      stackNames: [stackName],
      name,
    } = service;
    const onTimeUp = () =>
      new RegattaError(`Not done after ${limitMs / 1000} s, the time this service may take.`, {
        code: "DEPLOY_TIMED_OUT",
        source: "service",
        nextStep: `Look at what the stack ${stackName} is waiting for, or raise timeoutSeconds of "${name}".`,
        account,
        stackName,
      });
    return withTimeLimit({ clock, limitMs, signal, onTimeUp }, work);
  }

  #fail(
    { name: service, stackNames: [stackName] }: ServiceDefinition,
    thrown: unknown,
    durationMs: number,
  ): void {
    const error = asDeployError(thrown, { account: this.#parts.calls.account, stackName });
    const reason = error.message;
    this.#parts.onEvent({ kind: "deploy-failed", service, stackName, reason, durationMs });
    this.#failure ??= { kind: "failed", service, stackName, reason, error };
    this.#stopStarting.abort();
  }
}

async function entries(
  results: Map<string, Promise<ServiceResult>>,
): Promise<Array<[string, ServiceResult]>> {
  return Promise.all(
    [...results].map(async ([name, result]) => [name, await result] as [string, ServiceResult]),
  );
}

function summary(results: Array<[string, ServiceResult]>): PrepareResult {
  const named = (kind: ServiceResult["kind"]) =>
    results.filter(([, result]) => result.kind === kind).map(([name]) => name);
  return {
    kind: "ready",
    deployed: named("deployed"),
    skipped: named("skipped"),
    outputs: Object.fromEntries(
      results.map(([name, result]) => [name, "outputs" in result ? result.outputs : {}]),
    ),
  };
}
