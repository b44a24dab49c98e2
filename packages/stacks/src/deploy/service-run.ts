import type PQueue from "p-queue";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import { describeProbe } from "../probes/describe-probe.ts";
import { waitForProbe } from "../probes/wait-for-probe.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { StackReader } from "../stack/stack-reader.ts";
import type { StackState } from "../stack/stack-state.ts";
import type { Pause } from "../time-limit/with-time-limit.ts";
import { asDeployError } from "./calls/deploy-failed.ts";
import type { AccountWork, StackCalls } from "./calls/stack-calls.ts";
import type { DeployEvent } from "./deploy-event.ts";
import type { ServiceResult } from "./prepare-result.ts";
import { type PreparedService, ServicePreparation } from "./prepare-service.ts";
import { inServiceTime } from "./service-time.ts";
import type { AccountSlots } from "./slots/account-slots.ts";

export interface ServiceRunOptions {
  calls: AccountWork;
  service: ServiceDefinition;
  fingerprint: Fingerprint;
  /** The stacks of the account by name, as they were read. */
  stacks: ReadonlyMap<string, StackState>;
  forced: boolean;
  build(): Promise<void>;
  slots: AccountSlots;
  queue: PQueue;
  processes: PQueue;
  onEvent(event: DeployEvent): void;
}

/** One service that is not simply there: from its wait for a slot to its end, and all that is told of it. */
export class ServiceRun {
  readonly #options: ServiceRunOptions;
  #preparation: ServicePreparation | undefined;

  constructor(options: ServiceRunOptions) {
    this.#options = options;
  }

  /**
   * Takes a slot once `built` is resolved. While its probes are waited for the slot is free for others.
   * @throws the signal's reason when cut off.
   */
  async run(built: Promise<void> | undefined): Promise<ServiceResult> {
    const { calls, service, slots, queue } = this.#options;
    try {
      await built;
      const prepared = await slots.in(queue, service.name, calls.signal, () => this.#deploy());
      if (prepared.kind !== "deployed" || !service.probes?.length) return prepared;
      await this.#probe(prepared.outputs);
      return this.#finished(prepared);
    } catch (error) {
      return this.#failed(error);
    }
  }

  // What is told of its end is told before its slot is free: nobody is told of more under way than there are slots.
  async #deploy(): Promise<PreparedService | Extract<ServiceResult, { kind: "failed" }>> {
    const { calls, service } = this.#options;
    try {
      const prepared = await inServiceTime(service, calls, (signal, pause) => {
        const { onEvent } = this.#options;
        this.#preparation = new ServicePreparation(this.#callsUntil(signal, pause), this.#options, onEvent);
        return this.#preparation.run();
      });
      if (prepared.kind === "skipped" || !service.probes?.length) this.#finished(prepared);
      return prepared;
    } catch (error) {
      return this.#failed(error);
    }
  }

  get #durationMs(): number {
    return this.#preparation?.elapsedMs() ?? 0;
  }

  #callsUntil(signal: AbortSignal, pause: Pause): StackCalls {
    const { calls, processes, slots, service } = this.#options;
    const reader = new StackReader({ client: calls.client, signal });
    return {
      ...calls,
      signal,
      reader,
      expectedMs: slots.measuredMs(service.name),
      inProcessSlot: async (work) => {
        const goOn = pause();
        const begin = () => {
          goOn();
          return work();
        };
        return slots.in(processes, service.name, signal, begin).finally(goOn);
      },
    };
  }

  async #probe(outputs: Record<string, string>): Promise<void> {
    const { calls, service, slots, onEvent } = this.#options;
    slots.ended(service.name, "there");
    for (const probe of service.probes ?? []) {
      const startedAt = calls.clock.monotonic();
      const told = { service: service.name, probe: describeProbe(probe) };
      onEvent({ kind: "probe-started", ...told });
      await waitForProbe(probe, { service, outputs, environment: calls.environment, calls });
      const durationMs = Math.round(calls.clock.monotonic() - startedAt);
      onEvent({ kind: "probe-held", ...told, durationMs });
    }
  }

  #finished(prepared: PreparedService): PreparedService {
    const { slots, onEvent } = this.#options;
    const { name: service, stackNames } = this.#options.service;
    slots.ended(service, "there");
    if (prepared.kind === "skipped") onEvent({ kind: "service-skipped", service });
    else {
      const [stackName] = stackNames;
      const durationMs = this.#durationMs;
      const { noUpdates } = prepared;
      onEvent({ kind: "deploy-finished", service, stackName, durationMs, noUpdates });
    }
    onEvent({ kind: "service-ready", service, outputs: prepared.outputs });
    return prepared;
  }

  #failed(thrown: unknown): Extract<ServiceResult, { kind: "failed" }> {
    const { calls, slots, onEvent } = this.#options;
    const { name: service, stackNames } = this.#options.service;
    calls.signal.throwIfAborted();
    slots.ended(service, "failed");
    const error = asDeployError(thrown, { account: calls.account, stackName: stackNames[0] });
    const { message: reason, nextStep, stackName = stackNames[0] } = error;
    const durationMs = this.#durationMs;
    const begun = this.#preparation?.begun ?? false;
    const next = nextStep === undefined ? {} : { nextStep };
    onEvent({ kind: "deploy-failed", service, stackName, reason, ...next, durationMs });
    return { kind: "failed", failure: { service, stackName, reason, error, begun } };
  }
}
