import type { Clock } from "@regatta/foundation";
import { AwsError, type AwsService, type ServiceAnswer, type ServiceRequest } from "../gateway/service.ts";
import { ActingCaller } from "../iam/acting-caller.ts";
import type { ResourceHost } from "../resources/resource-host.ts";
import { Stabilisation } from "../resources/stabilisation.ts";
import type { StateStore } from "../state/state-store.ts";
import type { TaggedResource, TagSource } from "../tagging/tagged-resource.ts";
import { queryAnswer } from "../wire/query-answer.ts";
import { AccountStacks } from "./engine/account-stacks.ts";
import { isLive } from "./engine/model.ts";
import { ObservationGate } from "./engine/observation-gate.ts";
import { StackEngine } from "./engine/stack-engine.ts";
import { type ResourceFailure, ToldFailures } from "./engine/told-failures.ts";
import type { PageSizes } from "./operations/operation.ts";
import { operations } from "./operations/operations.ts";
import type { SsmValue } from "./template/ssm-parameters.ts";
import type { TemplatesInS3 } from "./templates-in-s3.ts";
import { Params } from "./wire/params.ts";

const namespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

export interface CloudFormationTimings {
  /** How long each action on a resource takes; default 0. */
  resourceMs?: number;
  /**
   * 0 to 1: how much of that a resource needs to be usable once its configuration is applied; default 0.75, since
   * AWS says of express mode, which does not wait for it, "up to 4x faster".
   */
  stabiliseShare?: number;
  /**
   * How long a new operation or change set waits to be described once before it goes on, so that its
   * IN_PROGRESS status can be seen; default 250, and 0 where `resourceMs` makes it seen anyway. The first describe ends the wait.
   */
  observeMs?: number;
}

export interface CloudFormationServiceOptions {
  /** Makes the things that resources stand for. */
  resources: ResourceHost;
  /** Where TemplateURL finds its templates. */
  templates: TemplatesInS3;
  /** The parameter store of an account, for template parameters that are names in it. */
  ssmValues: (owner: { account: string; region: string }) => Promise<SsmValue>;
  /** Tells the services what express stacks left to become usable. */
  stabilisation?: Stabilisation;
  state: StateStore;
  clock: Clock;
  timings?: CloudFormationTimings;
  /** Default 100 of each. */
  pageSizes?: Partial<PageSizes>;
  /** Knows for whom resources are made, changed and deleted. */
  acting?: ActingCaller;
}

/** CloudFormation for any number of accounts and regions, each with stacks and exports of its own. */
export class CloudFormationService implements AwsService, TagSource {
  readonly name = "cloudformation";
  readonly #templates: TemplatesInS3;
  readonly #ssmValues: CloudFormationServiceOptions["ssmValues"];
  readonly #state: StateStore;
  readonly #clock: Clock;
  readonly #pageSizes: PageSizes;
  readonly #acting: ActingCaller;
  readonly #failures = new ToldFailures();
  readonly #gate: ObservationGate;
  readonly #engine: StackEngine;
  readonly #accounts = new Map<string, Promise<AccountStacks>>();

  constructor(options: CloudFormationServiceOptions) {
    const { clock, resources, timings = {} } = options;
    this.#templates = options.templates;
    this.#ssmValues = options.ssmValues;
    this.#state = options.state;
    this.#clock = clock;
    this.#acting = options.acting ?? new ActingCaller();
    this.#pageSizes = { stacks: 100, events: 100, resources: 100, ...options.pageSizes };
    const { resourceMs = 0, stabiliseShare = 0.75, observeMs = resourceMs > 0 ? 0 : 250 } = timings;
    this.#gate = new ObservationGate({ clock, graceMs: observeMs });
    this.#engine = new StackEngine({
      resources,
      clock,
      resourceMs,
      stabiliseShare,
      stabilisation: options.stabilisation ?? new Stabilisation({ clock }),
      failures: this.#failures,
      templates: options.templates,
      ssmValues: options.ssmValues,
      gate: this.#gate,
    });
  }

  /**
   * Answers one call.
   * @throws AwsError worded as AWS words it; then nothing has changed.
   */
  async handle({ operation, caller, params }: ServiceRequest): Promise<ServiceAnswer> {
    const run = operations[operation];
    if (!run) {
      throw new AwsError("InvalidAction", `Could not find operation ${operation} for version 2010-05-15`);
    }
    const account = await this.#accountOf(caller);
    const ssmValue = await this.#ssmValues(caller);
    const act = () =>
      run({
        params: new Params(params),
        caller,
        account,
        engine: this.#engine,
        gate: this.#gate,
        clock: this.#clock,
        templates: this.#templates,
        ssmValue,
        pageSizes: this.#pageSizes,
      });
    const result = await this.#acting.run(caller, act);
    return queryAnswer({ operation, namespace, result });
  }

  /**
   * Makes resources fail, as a template can by itself with `Metadata.LocalAws`.
   * @returns the id to clear it by.
   */
  failResource(failure: Omit<ResourceFailure, "kind">): string {
    return this.#failures.add({ kind: "resource-failure", ...failure });
  }

  /** Forgets a failure that was asked for, or all of them. */
  clearResourceFailures(id?: string): void {
    this.#failures.clear(id);
  }

  /** The stacks themselves. */
  async taggedResources(owner: { account: string; region: string }): Promise<TaggedResource[]> {
    const { stacks } = await this.#accountOf(owner);
    return stacks.filter(isLive).map(({ id, definition }) => ({
      arn: id,
      type: "cloudformation:stack",
      tags: Object.fromEntries(definition.tags.map(({ key, value }) => [key, value])),
    }));
  }

  /** Stops all work where it is; what was kept goes on in the next service on the same state. */
  async close(): Promise<void> {
    await this.#engine.close();
    const accounts = await Promise.all(this.#accounts.values());
    await Promise.all(accounts.map((account) => account.saveAll()));
  }

  /** The first call for an account reads its state, and goes on with what was under way. */
  #accountOf({ account, region }: { account: string; region: string }): Promise<AccountStacks> {
    const key = `${account}/${region}`;
    const known = this.#accounts.get(key);
    if (known) return known;
    const loading = AccountStacks.load(this.#state, { account, region }).then((stacks) => {
      this.#engine.resume(stacks);
      return stacks;
    });
    this.#accounts.set(key, loading);
    return loading;
  }
}
