import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  type StackEvent,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { openSession, type Session } from "@regatta/accounts";
import { type LocalAws, type LocalAwsOptions, type LoggedRequest, startLocalAws } from "@regatta/local-aws";
import PQueue from "p-queue";
import type { DeployEvent } from "../deploy/deploy-event.ts";
import { prepareAccount } from "../deploy/prepare-account.ts";
import type { PrepareAccountOptions } from "../deploy/prepare-account-options.ts";
import { fingerprintServices } from "../fingerprint/fingerprint-services.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { ServiceGraph } from "../service/service-graph.ts";
import { createCloudFormationClient } from "../stack/cloudformation-client.ts";
import { StackReader } from "../stack/stack-reader.ts";
import type { StackState } from "../stack/stack-state.ts";
import { aService, type Special } from "./a-service.ts";
import { TempFolders, write } from "./temp-folders.ts";
import { type Told, thing } from "./templates.ts";

/** What came of one preparation, and what was told meanwhile. */
export interface Prepared {
  result: Awaited<ReturnType<typeof prepareAccount>>;
  events: DeployEvent[];
}

/** An embedded AWS and services on disk: every test takes an account of its own. */
export class StackWorld {
  readonly aws: LocalAws;
  readonly #folders = new TempFolders();
  readonly #sessions: Session[] = [];
  #taken = 0;

  private constructor(aws: LocalAws) {
    this.aws = aws;
  }

  static async start(options: LocalAwsOptions = {}): Promise<StackWorld> {
    const aws = await startLocalAws({ accounts: 30, ...options });
    Object.assign(process.env, aws.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" });
    return new StackWorld(aws);
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) session.close();
    await Promise.all([this.aws.close(), this.#folders.removeAll()]);
  }

  /** An account nobody has touched, with a session in it. */
  async account(): Promise<TestAccount> {
    const account = this.aws.accounts[this.#taken++];
    if (!account) throw new Error("no account is left: start more");
    const session = await openSession({ account, runId: "test" });
    this.#sessions.push(session);
    return new TestAccount(this.aws, session);
  }

  /** A service on disk whose stack holds what `template` says. */
  async service(name: string, template: object, special: Special = {}): Promise<ServiceDefinition> {
    const directory = await this.#folders.plain({});
    const service = aService(name, { directory, ...special });
    await changeTemplate(service, template);
    return service;
  }
}

/** Writes another template for a service, which changes its fingerprint. */
export async function changeTemplate(service: ServiceDefinition, template: object): Promise<void> {
  await write(service.directory, { "template.yaml": JSON.stringify(template) });
}

/** One account of the embedded AWS, and what the tests do there. */
export class TestAccount {
  readonly session: Session;
  readonly client: CloudFormationClient;
  readonly reader: StackReader;
  readonly #aws: LocalAws;

  constructor(aws: LocalAws, session: Session) {
    this.#aws = aws;
    this.session = session;
    this.client = createCloudFormationClient({ session });
    this.reader = new StackReader({ client: this.client });
  }

  get id(): string {
    return this.session.account.id;
  }

  /** Prepares the account as a run would, looking often. */
  async prepare(
    services: ServiceDefinition[],
    special: Partial<PrepareAccountOptions> = {},
  ): Promise<Prepared> {
    const events: DeployEvent[] = [];
    const result = await prepareAccount({
      session: this.session,
      graph: new ServiceGraph(services),
      fingerprints: await fingerprintServices(services, { env: {} }),
      queue: new PQueue({ concurrency: 16 }),
      signal: new AbortController().signal,
      pollMs: 5,
      ...special,
      onEvent: (event) => {
        events.push(event);
        special.onEvent?.(event);
      },
    });
    return { result, events };
  }

  /** The calls to CloudFormation in this account since the last `forget`. */
  calls(operation?: string): LoggedRequest[] {
    return this.#aws.requests.list({
      service: "cloudformation",
      account: this.id,
      ...(operation ? { operation } : {}),
    });
  }

  /** What somebody else might do: makes a stack without Regatta, and does not wait for it. */
  async create(stackName: string, template: object, tags: Record<string, string> = {}): Promise<void> {
    await this.client.send(
      new CreateStackCommand({
        StackName: stackName,
        TemplateBody: JSON.stringify(template),
        Tags: tagList(tags),
      }),
    );
  }

  async update(stackName: string, template: object, disableRollback = false): Promise<void> {
    await this.client.send(
      new UpdateStackCommand({
        StackName: stackName,
        TemplateBody: JSON.stringify(template),
        DisableRollback: disableRollback,
      }),
    );
  }

  /** Brings a stack that holds `thing({})` to UPDATE_ROLLBACK_FAILED. */
  async failToRollBack(stackName: string, told: Told): Promise<void> {
    const failing = {
      Type: "AWS::SNS::Topic",
      DependsOn: "Thing",
      Metadata: { LocalAws: { Fail: "create" } },
    };
    const { Resources } = thing({ ...told, Fail: "rollback" }, "2");
    await this.update(stackName, { Resources: { ...Resources, Other: failing } });
    const { status } = await this.settled(stackName);
    if (status !== "UPDATE_ROLLBACK_FAILED") throw new Error(`${stackName} is in ${status}`);
  }

  async remove(stackName: string): Promise<void> {
    await this.client.send(new DeleteStackCommand({ StackName: stackName }));
  }

  /** Leaves a stack whose first change set is never executed. */
  async review(stackName: string, template: object): Promise<void> {
    const body = JSON.stringify(template);
    const input = { StackName: stackName, ChangeSetName: "review", TemplateBody: body };
    await this.client.send(new CreateChangeSetCommand({ ...input, ChangeSetType: "CREATE" }));
  }

  async stack(name: string): Promise<StackState> {
    const stack = await this.reader.readOne(name);
    if (!stack) throw new Error(`there is no stack ${name}`);
    return stack;
  }

  /** Waits until somebody's operation is over; each answer is an event to go on from. */
  async settled(name: string): Promise<StackState> {
    for (;;) {
      const stack = await this.stack(name);
      if (!stack.status.endsWith("_IN_PROGRESS")) return stack;
    }
  }

  /** The stack's own events, oldest first: one `*_IN_PROGRESS` with the reason "User Initiated" per operation. */
  async operations(name: string): Promise<string[]> {
    const { StackEvents = [] } = await this.client.send(new DescribeStackEventsCommand({ StackName: name }));
    return StackEvents.filter(isStarted)
      .map(({ ResourceStatus }) => ResourceStatus ?? "")
      .reverse();
  }
}

function isStarted({
  LogicalResourceId,
  StackName,
  ResourceStatusReason,
  ResourceStatus,
}: StackEvent): boolean {
  const isReview = (ResourceStatus as string) === "REVIEW_IN_PROGRESS";
  return LogicalResourceId === StackName && ResourceStatusReason === "User Initiated" && !isReview;
}

function tagList(tags: Record<string, string>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
