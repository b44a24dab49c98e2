import type { RegattaError } from "@regatta/foundation";
import { type Decision, describeReason } from "../decide/decide.ts";
import { decideService } from "../decide/decide-service.ts";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { isInProgress, type StackState } from "../stack/stack-state.ts";
import { wantedTags } from "../stack/stack-tags.ts";
import { deployWithTool } from "../tools/deploy-with-tool.ts";
import { deployFailed } from "./calls/deploy-failed.ts";
import { isRefusal } from "./calls/is-refusal.ts";
import type { StackCalls } from "./calls/stack-calls.ts";
import type { DeployEvent } from "./deploy-event.ts";
import { mergeOutputs } from "./merge-outputs.ts";
import { readBack } from "./read-back.ts";
import { continueRollback, deleteStack } from "./stack/clear-stack.ts";
import { deployTemplate } from "./stack/deploy-template.ts";
import { waitUntilSettled } from "./watch/wait-until-settled.ts";

/** One service that is not simply there. */
export interface ServiceToPrepare {
  service: ServiceDefinition;
  fingerprint: Fingerprint;
  /** The stacks of the account by name, as they were read. */
  stacks: ReadonlyMap<string, StackState>;
  forced: boolean;
  /** Makes its code ready; called before anything is changed, perhaps several times. */
  build(): Promise<void>;
}

export type PreparedService =
  | { kind: "skipped"; outputs: Record<string, string> }
  | { kind: "deployed"; outputs: Record<string, string>; noUpdates: boolean };

/** A decision that changes something. */
type Change = Extract<Decision, { reason: unknown }>;

/** However often a stack turns out to be busy or broken: a limit, so that two who disagree end. */
const maxRounds = 10;

/** Brings one service of one account to the wanted state, a step of its decision at a time. */
export class ServicePreparation {
  readonly #calls: StackCalls;
  readonly #todo: ServiceToPrepare;
  readonly #service: ServiceDefinition;
  readonly #onEvent: (event: DeployEvent) => void;
  /** Its own stacks, as last seen. */
  readonly #stacks = new Map<string, StackState>();
  #startedAt: number | undefined;

  constructor(calls: StackCalls, todo: ServiceToPrepare, onEvent: (event: DeployEvent) => void) {
    this.#calls = calls;
    this.#todo = todo;
    this.#service = todo.service;
    this.#onEvent = onEvent;
    for (const name of todo.service.stackNames) this.#saw(name, todo.stacks.get(name));
  }

  /**
   * @throws RegattaError DEPLOY_FAILED, STACK_NOT_DEPLOYED, TAGS_NOT_SET, TEMPLATE_INVALID, TEMPLATE_TOO_LARGE; what the
   *   build or the service's tool throws; the SDK's errors when a call is refused; the signal's reason when cut off.
   */
  async run(): Promise<PreparedService> {
    let { decision, stackName } = this.#decide();
    for (let round = 0; round < maxRounds; round++) {
      const prepared = await this.#step(decision, stackName);
      if (prepared) return prepared;
      ({ decision, stackName } = this.#decide());
    }
    throw this.#failed(stackName, `The stack did not come to rest in ${maxRounds} attempts.`);
  }

  /** Whether a change was begun. */
  get begun(): boolean {
    return this.#startedAt !== undefined;
  }

  /** Time since the first change was begun, ms. */
  elapsedMs(): number {
    const now = this.#calls.clock.monotonic();
    return Math.round(now - (this.#startedAt ?? now));
  }

  #decide() {
    return decideService({ ...this.#todo, stacks: this.#stacks });
  }

  async #step(decision: Decision, stackName: string): Promise<PreparedService | undefined> {
    switch (decision.kind) {
      case "skip":
        return { kind: "skipped", outputs: mergeOutputs([...this.#stacks.values()]) };
      case "wait":
        return this.#wait(stackName, decision.status);
      default:
        await this.#todo.build();
        return this.#inSlotFor(decision, async () => {
          this.#started(stackName, describeReason(decision.reason));
          return this.#orIfBusyLookAgain(() => this.#change(decision, stackName));
        });
    }
  }

  // A tool's slot comes first: waiting in line is no part of a deploy, nor of the time one takes.
  #inSlotFor<T>({ kind }: Change, work: () => Promise<T>): Promise<T> {
    const runsTool = kind === "deploy" && this.#service.deployer.kind !== "cloudformation";
    return runsTool ? this.#calls.inProcessSlot(work) : work();
  }

  async #wait(stackName: string, status: string): Promise<undefined> {
    this.#onEvent({ kind: "stack-waiting", service: this.#service.name, stackName, status });
    const stack = this.#stacks.get(stackName);
    if (stack) this.#saw(stackName, await waitUntilSettled(stack.id, this.#calls));
  }

  async #change({ kind }: Change, stackName: string): Promise<PreparedService | undefined> {
    if (kind === "deploy") return this.#deploy();
    const stack = this.#stacks.get(stackName);
    if (!stack) return undefined;
    if (kind === "delete-then-deploy") {
      await deleteStack(this.#calls, stack);
      this.#saw(stackName, undefined);
    } else {
      this.#saw(stackName, await continueRollback(this.#calls, stack));
    }
    const { name: service } = this.#service;
    this.#onEvent({ kind: "stack-cleared", service, stackName, status: stack.status });
    return undefined;
  }

  async #deploy(): Promise<PreparedService> {
    const tags = wantedTags(this.#service.name, this.#todo.fingerprint.digest);
    const { noUpdates } = await this.#deployWith(tags);
    const outputs = await readBack(this.#calls, this.#service, tags);
    return { kind: "deployed", outputs, noUpdates };
  }

  async #deployWith(tags: Record<string, string>): Promise<{ noUpdates: boolean }> {
    const service = this.#service;
    const { deployer } = service;
    if (deployer.kind === "cloudformation") {
      const before = this.#stacks.get(service.stackNames[0]);
      return deployTemplate(this.#calls, { service, deployer, tags, before });
    }
    const { environment, account, signal } = this.#calls;
    await this.#calls.confirm(service);
    return deployWithTool({ service, deployer, tags, environment, account, signal });
  }

  // Somebody else may have begun an operation since we looked: that is a reason to wait, not to fail.
  async #orIfBusyLookAgain<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      this.#calls.signal.throwIfAborted();
      if (!isRefusal(error)) throw error;
      const now = await Promise.all(
        this.#service.stackNames.map(async (name) => [name, await this.#calls.reader.readOne(name)] as const),
      );
      if (!now.some(([, stack]) => stack && isBusy(stack))) throw error;
      for (const [name, stack] of now) this.#saw(name, stack);
      return undefined;
    }
  }

  #saw(stackName: string, stack: StackState | undefined): void {
    if (stack && stack.status !== "DELETE_COMPLETE") this.#stacks.set(stackName, stack);
    else this.#stacks.delete(stackName);
  }

  #started(stackName: string, reason: string): void {
    if (this.#startedAt !== undefined) return;
    this.#startedAt = this.#calls.clock.monotonic();
    this.#onEvent({ kind: "deploy-started", service: this.#service.name, stackName, reason });
  }

  #failed(stackName: string, reason: string): RegattaError {
    return deployFailed(reason, { account: this.#calls.account, stackName });
  }
}

function isBusy({ status }: StackState): boolean {
  return isInProgress(status) && status !== "REVIEW_IN_PROGRESS";
}
