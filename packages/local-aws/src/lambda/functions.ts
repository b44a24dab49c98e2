import type { Clock } from "@regatta/foundation";
import type { NetworkInterfaces } from "../ec2/network-interfaces.ts";
import { AwsError } from "../gateway/service.ts";
import type { LogGroups } from "../logs/log-groups.ts";
import { AccountRecords, type RecordOwner } from "../state/account-records.ts";
import type { StateStore } from "../state/state-store.ts";
import type { TaggedResource } from "../tagging/tagged-resource.ts";
import type { Tags } from "../wire/tags.ts";
import { readBehaviour } from "./behaviour.ts";
import type { FunctionSettings } from "./function-settings.ts";

export interface LambdaFunction {
  readonly name: string;
  settings: FunctionSettings;
  tags: Tags;
  /** Server time, ms since the epoch. */
  modifiedAt: number;
  /** Until when replicas stand in the way of its deletion; server time, ms since the epoch. */
  replicatedUntil?: number;
}

/** The functions of all accounts, with what they leave behind: log groups, network interfaces. */
export class Functions {
  readonly #functions: AccountRecords<LambdaFunction>;
  readonly #clock: Clock;
  readonly #logGroups: LogGroups;
  readonly #interfaces: NetworkInterfaces;
  readonly #interfaceMs: number;

  /** @param options.interfaceMs how long an interface stays once its function is out of the VPC. */
  constructor(options: {
    state: StateStore;
    clock: Clock;
    logGroups: LogGroups;
    interfaces: NetworkInterfaces;
    interfaceMs: number;
  }) {
    const { state } = options;
    this.#functions = new AccountRecords({ state, name: "functions", keyOf: ({ name }) => name });
    this.#clock = options.clock;
    this.#logGroups = options.logGroups;
    this.#interfaces = options.interfaces;
    this.#interfaceMs = options.interfaceMs;
  }

  /** By name. */
  async list(owner: RecordOwner): Promise<LambdaFunction[]> {
    return (await this.#functions.of(owner)).list();
  }

  /** @param nameOrArn @throws {AwsError} `ResourceNotFoundException`. */
  async get(owner: RecordOwner, nameOrArn: string): Promise<LambdaFunction> {
    const name = nameOrArn.replace(/^.*:function:/, "");
    const found = (await this.#functions.of(owner)).get(name);
    if (found) return found;
    const message = `Function not found: ${functionArn(owner, name)}`;
    throw new AwsError("ResourceNotFoundException", message, 404);
  }

  /** @throws {AwsError} `ResourceConflictException`. */
  async create(
    owner: RecordOwner,
    options: Pick<LambdaFunction, "name" | "settings" | "tags">,
  ): Promise<LambdaFunction> {
    const functions = await this.#functions.of(owner);
    if (functions.get(options.name)) {
      throw new AwsError("ResourceConflictException", `Function already exist: ${options.name}`, 409);
    }
    const made: LambdaFunction = { ...options, modifiedAt: this.#clock.now() };
    await functions.put(made);
    await this.#attach(owner, made);
    return made;
  }

  /** Changes what is given of settings and tags. @throws {AwsError} `ResourceNotFoundException`. */
  async configure(
    owner: RecordOwner,
    nameOrArn: string,
    { settings, tags }: Partial<Pick<LambdaFunction, "settings" | "tags">>,
  ): Promise<LambdaFunction> {
    const changed = await this.get(owner, nameOrArn);
    const before = changed.settings.VpcConfig;
    changed.settings = { ...changed.settings, ...settings };
    changed.tags = tags ?? changed.tags;
    changed.modifiedAt = this.#clock.now();
    await (await this.#functions.of(owner)).put(changed);
    if (JSON.stringify(before) !== JSON.stringify(changed.settings.VpcConfig)) {
      await this.#detach(owner, changed);
      await this.#attach(owner, changed);
    }
    return changed;
  }

  /**
   * Deletes a function; its log group stays, and its interfaces for a while.
   * @throws {AwsError} `ResourceNotFoundException`; `InvalidParameterValueException` while it has replicas.
   */
  async delete(owner: RecordOwner, nameOrArn: string): Promise<void> {
    const doomed = await this.get(owner, nameOrArn);
    const { name, tags } = doomed;
    const functions = await this.#functions.of(owner);
    const { lateLogs, lateLogMs, replicaMs } = readBehaviour(tags);
    const now = this.#clock.now();
    if (replicaMs > 0) {
      // For ever too is a number: the state is JSON.
      doomed.replicatedUntil ??= Math.min(now + replicaMs, Number.MAX_SAFE_INTEGER);
      await functions.put(doomed);
      if (doomed.replicatedUntil > now) throw isReplicated(functionArn(owner, name));
    }
    await functions.delete(name);
    await this.#detach(owner, doomed);
    if (lateLogs === 0 && lateLogMs === undefined) return;
    const at = lateLogMs === undefined ? {} : { at: now + lateLogMs };
    await this.#logGroups.writeLater(owner, { name: logGroupOf(name), times: lateLogs, ...at });
  }

  /** Runs nothing, but writes to the function's log group as a run does. */
  async invoke(owner: RecordOwner, nameOrArn: string): Promise<void> {
    const { name } = await this.get(owner, nameOrArn);
    await this.#logGroups.write(owner, logGroupOf(name));
  }

  async taggedResources(owner: RecordOwner): Promise<TaggedResource[]> {
    const functions = await this.list(owner);
    return functions.map(({ name, tags }) => ({
      arn: functionArn(owner, name),
      type: "lambda:function",
      tags,
    }));
  }

  async #attach(owner: RecordOwner, { name, settings }: LambdaFunction): Promise<void> {
    if (settings.VpcConfig) await this.#interfaces.attach(owner, name, settings.VpcConfig);
  }

  async #detach(owner: RecordOwner, { name, tags }: LambdaFunction): Promise<void> {
    const { interfaceMs: stayMs = this.#interfaceMs } = readBehaviour(tags);
    await this.#interfaces.detach(owner, name, { stayMs });
  }
}

export function functionArn({ account, region }: RecordOwner, name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

function logGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

function isReplicated(arn: string): AwsError {
  return new AwsError(
    "InvalidParameterValueException",
    `Lambda was unable to delete ${arn} because it is a replicated function. Please see our documentation for Deleting Lambda@Edge Functions and Replicas.`,
  );
}
