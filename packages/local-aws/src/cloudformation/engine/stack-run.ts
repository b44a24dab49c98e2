import { type Clock, messageOf } from "@regatta/foundation";
import type { Caller } from "../../gateway/service.ts";
import type { ResourceHost } from "../../resources/resource-host.ts";
import type { Stabilisation } from "../../resources/stabilisation.ts";
import type { Scope } from "../intrinsics/scope.ts";
import { parseOnce } from "../template/read-template.ts";
import type { Template } from "../template/template.ts";
import type { AccountStacks } from "./account-stacks.ts";
import { parameterValues } from "./definition.ts";
import { recordResourceStatus, recordStackStatus } from "./events.ts";
import { exportsOf } from "./exports.ts";
import { identityOf } from "./identity.ts";
import { readLocalAwsMetadata } from "./local-aws-metadata.ts";
import type { Operation, Stack, StackResource } from "./model.ts";
import { type NestedStacks, nestedStackType } from "./nested-stacks.ts";
import type { PreviewOptions } from "./preview-scope.ts";
import { attributeOf } from "./resource-attributes.ts";
import { type ResourceDurations, resourceDurations } from "./resource-durations.ts";
import { stackScope } from "./stack-scope.ts";
import type { ToldFailures } from "./told-failures.ts";

/** What every phase of every stack needs. */
export interface EngineParts {
  resources: ResourceHost;
  clock: Clock;
  /** How long each action on a resource takes. */
  resourceMs: number;
  /** 0 to 1: how much of that is stabilising. */
  stabiliseShare: number;
  /** Where express operations leave what is not usable yet. */
  stabilisation: Stabilisation;
  failures: ToldFailures;
  /** Makes the stacks that are resources of others. */
  nested: NestedStacks;
}

/** AWS's words, seen in aws-cdk-cli#1689. */
const expressReason =
  "Resource operation completed using Express Mode. It may continue becoming available in the background.";

/** One phase of a stack's operation: its view of the world, and the few things it does to it. */
export class StackRun {
  readonly stack: Stack;
  readonly account: AccountStacks;
  /** Aborted when the service closes or another operation takes over. */
  readonly signal: AbortSignal;
  readonly resources: ResourceHost;
  readonly failures: ToldFailures;
  readonly nested: NestedStacks;
  readonly #clock: Clock;
  readonly #timing: { wholeMs: number; stabiliseShare: number };
  readonly #stabilisation: Stabilisation;
  #template: Template | undefined;

  constructor(options: EngineParts & { stack: Stack; account: AccountStacks; signal: AbortSignal }) {
    this.stack = options.stack;
    this.account = options.account;
    this.signal = options.signal;
    this.resources = options.resources;
    this.failures = options.failures;
    this.nested = options.nested;
    this.#clock = options.clock;
    this.#timing = { wholeMs: options.resourceMs, stabiliseShare: options.stabiliseShare };
    this.#stabilisation = options.stabilisation;
  }

  get operation(): Operation {
    if (!this.stack.operation)
      throw new Error(`${this.stack.name} is ${this.stack.status} without an operation`);
    return this.stack.operation;
  }

  get template(): Template {
    this.#template ??= parseOnce(this.stack.definition.templateBody);
    return this.#template;
  }

  get now(): number {
    return this.#clock.now();
  }

  /** CloudFormation acts in the stack's account with a role of its own. */
  get caller(): Caller {
    const { account, region } = this.stack;
    const arn = `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForCloudFormation/AWSCloudFormation`;
    return { account, region, arn, accessKeyId: "" };
  }

  setStatus(status: string, reason?: string): void {
    recordStackStatus(this.stack, { status, reason, at: this.now });
  }

  mark(resource: StackResource, status: string, reason?: string): void {
    recordResourceStatus(this.stack, resource, { status, reason, at: this.now });
  }

  /**
   * Takes the time the action takes; in an express operation only until the configuration is applied.
   * Rejects with the signal's reason when it aborts.
   */
  async takeTime(resource: StackResource, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { configureMs, stabiliseMs } = this.#durationsOf(resource);
    const ms = this.operation.isExpress ? configureMs : configureMs + stabiliseMs;
    if (ms > 0) await this.#clock.sleep(ms, signal);
  }

  /**
   * Marks a resource as done; after an express operation it is usable only when it has stabilised.
   * @param isNew whether there was none before, or another one.
   */
  complete(resource: StackResource, action: "create" | "update", isNew = action === "create"): void {
    const status = action === "create" ? "CREATE_COMPLETE" : "UPDATE_COMPLETE";
    const { isExpress } = this.operation;
    const { account, region } = this.stack;
    const { stabiliseMs } = this.#durationsOf(resource);
    const id = { ...resource, account, region };
    if (isExpress) this.#stabilisation.begin(id, isNew ? "create" : "update", stabiliseMs);
    else this.#stabilisation.end(id);
    this.mark(resource, status, isExpress ? expressReason : undefined);
  }

  /** A nested stack takes the time its own resources take. */
  #durationsOf({ metadata, type }: StackResource): ResourceDurations {
    const timing = type === nestedStackType ? { ...this.#timing, wholeMs: 0 } : this.#timing;
    return resourceDurations(readLocalAwsMetadata(metadata), timing, this.stack.account);
  }

  /** The definition as a preview sees it. */
  get preview(): PreviewOptions {
    const { stack, template } = this;
    return { stacks: this.account.stacks, stack, template, definition: stack.definition };
  }

  /** What the definition's values refer to, the stack's resources as they are by then. */
  scope(): Scope {
    const { stack } = this;
    return stackScope({
      template: this.template,
      parameters: parameterValues(stack.definition),
      identity: identityOf(stack),
      physicalId: (id) => existing(stack, id)?.physicalId,
      attribute: (id, name) => attributeOf(stack, existing(stack, id), id, name),
      exportValue: (name) => exportsOf(this.account.stacks).find((one) => one.name === name)?.value,
    });
  }
}

function existing(stack: Stack, logicalId: string): StackResource | undefined {
  const resource = stack.resources[logicalId];
  return resource?.exists ? resource : undefined;
}

/** A failure as the reason of an event. */
export function reasonOf(error: unknown): string {
  return messageOf(error);
}
