import { RegattaError } from "@regatta/foundation";
import { type Decision, decide, describeReason } from "../decide.ts";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import type { ServiceDefinition } from "../service-definition.ts";
import { isInProgress, type StackState } from "../stack-state.ts";
import { hasTags, wantedTags } from "../stack-tags.ts";
import { deployWithTool } from "../tools/deploy-with-tool.ts";
import { continueRollback, deleteStack } from "./clear-stack.ts";
import type { DeployEvent } from "./deploy-event.ts";
import { deployFailed } from "./deploy-failed.ts";
import { deployTemplate } from "./deploy-template.ts";
import type { StackCalls } from "./stack-calls.ts";
import { waitUntilSettled } from "./wait-until-settled.ts";

/** One service that is not simply there. */
export interface ServiceToPrepare {
  service: ServiceDefinition;
  fingerprint: Fingerprint;
  /** Its stack as it was read. */
  stack: StackState | undefined;
}

export interface PreparedService {
  kind: "skipped" | "deployed";
  outputs: Record<string, string>;
}

/** However often the stack turns out to be busy or broken: a limit, so that two who disagree end. */
const maxRounds = 10;

/** Brings one service of one account to the wanted state, a step of its decision at a time. */
export class ServicePreparation {
  readonly #calls: StackCalls;
  readonly #service: ServiceDefinition;
  readonly #fingerprint: Fingerprint;
  readonly #onEvent: (event: DeployEvent) => void;
  #stack: StackState | undefined;
  #startedAt: number | undefined;

  constructor(calls: StackCalls, todo: ServiceToPrepare, onEvent: (event: DeployEvent) => void) {
    this.#calls = calls;
    this.#service = todo.service;
    this.#fingerprint = todo.fingerprint;
    this.#stack = todo.stack;
    this.#onEvent = onEvent;
  }

  /**
   * @throws RegattaError DEPLOY_FAILED, TAGS_NOT_SET, TEMPLATE_INVALID, TEMPLATE_TOO_LARGE; the SDK's errors when
   *   a call is refused; the signal's reason when cut off.
   */
  async run(): Promise<PreparedService> {
    for (let round = 0; round < maxRounds; round++) {
      const prepared = await this.#step(decide(this.#stack, this.#service, this.#fingerprint));
      if (prepared) return prepared;
    }
    throw this.#failed(`The stack did not come to rest in ${maxRounds} attempts.`);
  }

  async #step(decision: Decision): Promise<PreparedService | undefined> {
    const {
      name: service,
      stackNames: [stackName],
    } = this.#service;
    switch (decision.kind) {
      case "skip":
        this.#onEvent({ kind: "service-skipped", service });
        return { kind: "skipped", outputs: this.#stack?.outputs ?? {} };
      case "wait":
        this.#onEvent({ kind: "stack-waiting", service, stackName, status: decision.status });
        this.#stack = this.#stack && (await waitUntilSettled(this.#stack.id, this.#calls));
        return undefined;
      case "delete-then-deploy":
        this.#started(describeReason(decision.reason));
        return this.#orIfBusyLookAgain(() => this.#delete());
      case "continue-rollback-then-deploy":
        this.#started(describeReason(decision.reason));
        return this.#orIfBusyLookAgain(() => this.#continueRollback());
      case "deploy":
        this.#started(describeReason(decision.reason));
        return this.#orIfBusyLookAgain(() => this.#deploy());
    }
  }

  async #delete(): Promise<undefined> {
    if (!this.#stack) return;
    await deleteStack(this.#calls, this.#stack);
    this.#cleared(this.#stack.status);
    this.#stack = undefined;
  }

  async #continueRollback(): Promise<undefined> {
    if (!this.#stack) return;
    const { status } = this.#stack;
    this.#stack = await continueRollback(this.#calls, this.#stack);
    this.#cleared(status);
  }

  async #deploy(): Promise<PreparedService> {
    const tags = wantedTags(this.#service.name, this.#fingerprint.digest);
    const before = this.#stack?.status === "DELETE_COMPLETE" ? undefined : this.#stack;
    const { noUpdates } = await this.#deployWith(tags, before);
    const outputs = await this.#readBack(tags);
    const {
      name: service,
      stackNames: [stackName],
    } = this.#service;
    this.#onEvent({ kind: "deploy-finished", service, stackName, durationMs: this.elapsedMs(), noUpdates });
    return { kind: "deployed", outputs };
  }

  async #deployWith(
    tags: Record<string, string>,
    before: StackState | undefined,
  ): Promise<{ noUpdates: boolean }> {
    const service = this.#service;
    const { deployer } = service;
    if (deployer.kind === "cloudformation") {
      return deployTemplate(this.#calls, { service, deployer, tags, before });
    }
    return deployWithTool({ service, deployer, tags });
  }

  /** Whatever deployed it: only what the stack itself says can be skipped next time. */
  async #readBack(wanted: Record<string, string>): Promise<Record<string, string>> {
    const {
      name,
      stackNames: [stackName],
    } = this.#service;
    const stack = await this.#calls.reader.readOne(stackName);
    if (stack && hasTags(stack.tags, wanted)) return stack.outputs;
    const missing = Object.keys(wanted).filter((key) => stack?.tags[key] !== wanted[key]);
    const message = `The stack ${stackName} was deployed, but ${missing.join(" and ")} of its tags are not as set.`;
    throw new RegattaError(message, {
      code: "TAGS_NOT_SET",
      source: "service",
      nextStep: `Let the deploy of "${name}" set the stack tags ${Object.keys(wanted).join(" and ")}, and nothing else change them.`,
      account: this.#calls.account,
      stackName,
    });
  }

  // Somebody else may have begun an operation since we looked: that is a reason to wait, not to fail.
  async #orIfBusyLookAgain<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      this.#calls.signal.throwIfAborted();
      if (!isRefusal(error)) throw error;
      const now = await this.#calls.reader.readOne(this.#service.stackNames[0]);
      if (!now || !isInProgress(now.status) || now.status === "REVIEW_IN_PROGRESS") throw error;
      this.#stack = now;
      return undefined;
    }
  }

  /** Time since the first change was begun, ms. */
  elapsedMs(): number {
    const now = this.#calls.clock.monotonic();
    return Math.round(now - (this.#startedAt ?? now));
  }

  #started(reason: string): void {
    if (this.#startedAt !== undefined) return;
    this.#startedAt = this.#calls.clock.monotonic();
    const {
      name: service,
      stackNames: [stackName],
    } = this.#service;
    this.#onEvent({ kind: "deploy-started", service, stackName, reason });
  }

  #cleared(status: string): void {
    const {
      name: service,
      stackNames: [stackName],
    } = this.#service;
    this.#onEvent({ kind: "stack-cleared", service, stackName, status });
  }

  #failed(reason: string): RegattaError {
    return deployFailed(reason, { account: this.#calls.account, stackName: this.#service.stackNames[0] });
  }
}

/** CloudFormation's answers to an operation that the state of the stack, or of its change set, does not allow. */
const refusals = new Set([
  "ValidationError",
  "OperationInProgressException",
  "InvalidChangeSetStatus",
  "InvalidChangeSetStatusException",
  "ChangeSetNotFound",
  "ChangeSetNotFoundException",
]);

function isRefusal(error: unknown): boolean {
  return refusals.has((error as Error).name);
}
