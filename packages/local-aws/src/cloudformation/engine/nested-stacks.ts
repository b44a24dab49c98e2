import type { Clock } from "@regatta/foundation";
import type { Caller } from "../../gateway/service.ts";
import type { HostedResource } from "../../resources/resource-host.ts";
import { validationError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { parseOnce } from "../template/read-template.ts";
import type { SsmValue } from "../template/ssm-parameters.ts";
import type { TemplatesInS3 } from "../templates-in-s3.ts";
import type { AccountStacks } from "./account-stacks.ts";
import { beginRollback } from "./begin-rollback.ts";
import { beginUpdate, takeOptions } from "./begin-update.ts";
import { newOperation } from "./definition.ts";
import { recordStackStatus } from "./events.ts";
import {
  type Definition,
  isInProgress,
  isLive,
  isUpdatable,
  type Stack,
  type StackResource,
} from "./model.ts";
import { nestedDefinition } from "./nested-definition.ts";
import { newStackRecord } from "./new-stack-record.ts";
import { previewChanges } from "./preview-changes.ts";

export const nestedStackType = "AWS::CloudFormation::Stack";

/** The run of the stack that a nested one belongs to. */
export interface ParentRun {
  readonly stack: Stack;
  readonly account: AccountStacks;
  readonly caller: Caller;
}

/** Whoever drives stacks. */
export interface StackDriver {
  /** Works off the stack's status; takes over from a job under way. */
  start(account: AccountStacks, stack: Stack, options?: { isNested?: boolean }): void;
  /** Resolves when nothing works on the stack any more, or the signal aborts. */
  finished(stackId: string, signal: AbortSignal): Promise<void>;
}

export interface NestedStacksOptions {
  driver: StackDriver;
  templates: TemplatesInS3;
  /** The parameter store of an account. */
  ssmValues: (owner: { account: string; region: string }) => Promise<SsmValue>;
  clock: Clock;
}

/** `AWS::CloudFormation::Stack`: stacks of their own, created, changed and deleted with their parent. */
export class NestedStacks {
  readonly #driver: StackDriver;
  readonly #templates: TemplatesInS3;
  readonly #ssmValues: NestedStacksOptions["ssmValues"];
  readonly #clock: Clock;

  constructor(options: NestedStacksOptions) {
    this.#driver = options.driver;
    this.#templates = options.templates;
    this.#ssmValues = options.ssmValues;
    this.#clock = options.clock;
  }

  /**
   * Creates the nested stack, or goes on with one that a process before this began. From then on the resource has
   * the stack's id: also one that failed is there to be deleted.
   * @throws where it fails, with its reason.
   */
  async create(parent: ParentRun, resource: StackResource, signal: AbortSignal): Promise<HostedResource> {
    const { account } = parent;
    const child = childOf(account, resource) ?? (await this.#begin(parent, resource));
    await account.save(child);
    resource.exists = true;
    resource.physicalId = child.id;
    await account.save(parent.stack);
    await this.#settled(child, signal);
    if (child.status === "CREATE_COMPLETE") return hosted(child);
    throw failed(child, "created");
  }

  /**
   * Makes the nested stack be as the properties say; its template is read anew every time, as in AWS.
   * @throws where that fails, with its reason; it is rolled back then unless its parent must not be.
   */
  async update(
    parent: ParentRun,
    resource: StackResource,
    properties: JsonObject,
    signal: AbortSignal,
  ): Promise<HostedResource> {
    const child = childOf(parent.account, resource);
    if (!child) throw validationError(`Stack [${resource.physicalId}] does not exist`);
    await this.#settled(child, signal);
    const definition = await this.#definition(parent, properties, child);
    const hasBegun = this.#change(parent, child, definition);
    if (!hasBegun) return hosted(child);
    await this.#settled(child, signal);
    if (child.status === "UPDATE_COMPLETE") return hosted(child);
    throw failed(child, "updated");
  }

  /** Takes the nested stack back to what it was before its parent's update; rolled back already, it stays. */
  async restore(parent: ParentRun, resource: StackResource, signal: AbortSignal): Promise<HostedResource> {
    const child = childOf(parent.account, resource);
    if (!child) throw validationError(`Stack [${resource.physicalId}] does not exist`);
    await this.#settled(child, signal);
    if (child.failedUpdate) this.#rollBack(parent, child);
    await this.#settled(child, signal);
    const { previous } = child;
    const isOfThisUpdate = previous !== undefined && previous.at === parent.stack.operation?.before?.at;
    if (isOfThisUpdate && isUpdatable(child)) this.#change(parent, child, previous.definition);
    await this.#settled(child, signal);
    if (child.status.endsWith("_FAILED")) throw failed(child, "updated");
    return hosted(child);
  }

  /** Deletes the nested stack; one that is gone is no error. @throws where it cannot be deleted. */
  async delete(parent: ParentRun, resource: StackResource, signal: AbortSignal): Promise<void> {
    const child = childOf(parent.account, resource);
    if (!child) return;
    if (child.status !== "DELETE_IN_PROGRESS") {
      child.operation = newOperation(child, { isExpress: isExpressOperation(parent) });
      recordStackStatus(child, { status: "DELETE_IN_PROGRESS", at: this.#clock.now() });
      this.#driver.start(parent.account, child, { isNested: true });
    }
    await this.#settled(child, signal);
    if (child.status !== "DELETE_COMPLETE") throw failed(child, "deleted");
  }

  async #begin(parent: ParentRun, resource: StackResource): Promise<Stack> {
    const { stack, account } = parent;
    const definition = await this.#definition(parent, resource.properties);
    const child = newStackRecord(account, {
      name: resource.physicalId,
      account: stack.account,
      region: stack.region,
      definition,
      at: this.#clock.now(),
    });
    child.parentId = stack.id;
    child.rootId = stack.rootId ?? stack.id;
    takeOptions(child, stack);
    // What fails here goes with its parent's own rollback, or stays with it.
    child.operation = newOperation(child, { onFailure: "DO_NOTHING", isExpress: isExpressOperation(parent) });
    recordStackStatus(child, { status: "CREATE_IN_PROGRESS", at: child.createdAt });
    this.#driver.start(account, child, { isNested: true });
    return child;
  }

  /** @returns whether there was anything to change. */
  #change({ stack, account }: ParentRun, child: Stack, definition: Definition): boolean {
    const template = parseOnce(definition.templateBody);
    const { isChange } = previewChanges({ stacks: account.stacks, stack: child, definition, template });
    if (!isChange) return false;
    const { disableRollback, deploymentConfig, operation } = stack;
    const at = operation?.before?.at;
    // Updates left failed share one snapshot: what was before the first of them counts.
    if (at !== undefined && child.previous?.at !== at) child.previous = { definition: child.definition, at };
    beginUpdate(child, { definition, disableRollback, deploymentConfig, at: this.#clock.now() });
    this.#driver.start(account, child, { isNested: true });
    return true;
  }

  /** What was left failed with its parent goes back with it. */
  #rollBack({ account }: ParentRun, child: Stack): void {
    child.operation = { ...newOperation(child), ...child.failedUpdate };
    beginRollback(child, { reason: "Rollback requested by parent stack.", at: this.#clock.now() });
    this.#driver.start(account, child, { isNested: true });
  }

  async #definition(parent: ParentRun, properties: JsonObject, child?: Stack): Promise<Definition> {
    const { TemplateURL: url } = properties;
    if (typeof url !== "string") throw validationError("#: required key [TemplateURL] not found");
    const templateBody = await this.#templates.read(url, parent.caller);
    const ssmValue = await this.#ssmValues(parent.caller);
    return nestedDefinition({ templateBody, properties, ssmValue, parent: parent.stack, child });
  }

  async #settled(child: Stack, signal: AbortSignal): Promise<void> {
    while (isInProgress(child.status)) {
      signal.throwIfAborted();
      await this.#driver.finished(child.id, signal);
    }
    signal.throwIfAborted();
  }
}

function childOf({ stacks }: AccountStacks, { physicalId }: StackResource): Stack | undefined {
  return stacks.find((one) => isLive(one) && (one.id === physicalId || one.name === physicalId));
}

function isExpressOperation({ stack }: ParentRun): boolean {
  return stack.operation?.isExpress === true;
}

function hosted(child: Stack): HostedResource {
  const outputs = child.outputs.map(({ key, value }) => [`Outputs.${key}`, value]);
  return { physicalId: child.id, attributes: Object.fromEntries(outputs) };
}

function failed(child: Stack, done: string): Error {
  const { id, status, reason } = child;
  if (done === "created") return new Error(`Embedded stack ${id} was not successfully created: ${reason}`);
  return new Error(
    `Embedded stack ${id} was not successfully ${done}. Currently in ${status} with reason: ${reason}`,
  );
}
