import { type Clock, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import { createAccountServices } from "./account-services.ts";
import { CloudFormationService } from "./cloudformation/cloudformation-service.ts";
import { TemplatesInS3 } from "./cloudformation/templates-in-s3.ts";
import { ControlApi } from "./control/control-api.ts";
import { DynamoDBService } from "./dynamodb/dynamodb-service.ts";
import { AllFaults } from "./faults/all-faults.ts";
import { FaultBook, type FaultControl } from "./faults/fault-book.ts";
import { Gateway } from "./gateway/gateway.ts";
import { HttpServer } from "./gateway/http-server.ts";
import type { AwsService } from "./gateway/service.ts";
import { ActingCaller } from "./iam/acting-caller.ts";
import { Authorizer } from "./iam/authorizer.ts";
import { IamService } from "./iam/iam-service.ts";
import { JudgedResourceHost } from "./iam/judged-resource-host.ts";
import { IamAccounts } from "./iam/store/iam-accounts.ts";
import { KeyRing } from "./identity/key-ring.ts";
import { createWorld, type PoolAccountOfWorld, type World } from "./identity/world.ts";
import type { Organization } from "./organizations/organization.ts";
import { OrganizationsService } from "./organizations/organizations-service.ts";
import { RequestBook, type RequestLog } from "./requests/request-log.ts";
import { AccountResourceHost } from "./resources/account-resource-host.ts";
import { InertResource } from "./resources/inert-resource.ts";
import { Stabilisation } from "./resources/stabilisation.ts";
import { Buckets } from "./s3/buckets.ts";
import { S3Service } from "./s3/s3-service.ts";
import { offsetClock } from "./server-clock.ts";
import { SignIn } from "./signin/sign-in.ts";
import { SsmService } from "./ssm/ssm-service.ts";
import { FolderBlobStore } from "./state/folder-blob-store.ts";
import { FolderStateStore } from "./state/folder-state-store.ts";
import { ForgetfulStateStore } from "./state/forgetful-state-store.ts";
import { MemoryBlobStore } from "./state/memory-blob-store.ts";
import type { StateStore } from "./state/state-store.ts";
import { StsService } from "./sts/sts-service.ts";
import { taggingService } from "./tagging/tagging-service.ts";

export interface LocalAwsOptions {
  /** Default 0: any that is free. It always listens on 127.0.0.1 alone. */
  port?: number;
  /** How many pool accounts, besides the hub; default 8. */
  accounts?: number;
  /** Default `eu-west-1`. */
  region?: string;
  /** A folder that keeps everything across restarts; default: in memory. One process at a time. */
  stateDirectory?: string;
  timings?: {
    /** How long each CloudFormation resource takes to be created, updated or deleted, ms. */
    resourceMs?: number;
    /** 0 to 1: how much of that an express deploy does not wait for; default 0.75. */
    stabiliseShare?: number;
    /** How long a change waits to be seen IN_PROGRESS once before it goes on, ms; default 250, and 0 with resourceMs. */
    observeMs?: number;
    /**
     * How long the network interfaces of a function stay once it is out of its VPC, ms of server time; default 0. In AWS
     * it is 20 minutes and more.
     */
    interfaceMs?: number;
  };
  /** How many stacks an answer of DescribeStacks holds at most; default 100, and never more than 1 MB as in AWS. */
  describeStacksPageSize?: number;
  /** What AWS Organizations tells the hub; default: all pool accounts in one organizational unit. */
  organization?: Organization;
  /** No AssumeRole session lives longer, seconds: for tests. */
  sessionSeconds?: number;
  /** The servers' clock is ahead of this machine's by so much (ms; negative: behind): for tests. */
  serverTimeOffsetMs?: number;
  /** This machine's clock: for tests. */
  clock?: Clock;
  /** Uniform in [0, 1), for the probabilities of faults: for tests. */
  random?: () => number;
}

/** More than anyone's machine could run tests in. */
const maxAccounts = 9999;

/** A running embedded AWS. */
export interface LocalAws {
  /** `http://127.0.0.1:<port>`, for every service. */
  readonly url: string;
  /** What makes an SDK or tool talk to it, as the hub's user. */
  readonly env: Record<string, string>;
  /** The account that holds the pool table. */
  readonly hub: World["hub"];
  readonly accounts: readonly PoolAccountOfWorld[];
  readonly faults: FaultControl;
  readonly requests: RequestLog;
  /** Puts another organization in the place of the one there is. */
  setOrganization(organization: Organization): void;
  /** Lets running requests end, then frees the port and every other handle. */
  close(): Promise<void>;
}

/**
 * Starts an AWS in this process: DynamoDB, STS, SSM, S3, CloudFormation and more over real HTTP.
 * @throws {RegattaError} `WRONG_OPTION`, `LOCAL_AWS_STATE_IN_USE` when another process has the folder open,
 * `LOCAL_AWS_PORT_TAKEN`.
 */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { accounts = 8, region = "eu-west-1", stateDirectory: directory } = options;
  if (!Number.isInteger(accounts) || accounts < 0 || accounts > maxAccounts) throw wrongCount(accounts);
  const world = createWorld({ accounts, region });
  const clock = offsetClock(options.clock ?? systemClock, options.serverTimeOffsetMs ?? 0);
  const state = directory === undefined ? new ForgetfulStateStore() : new FolderStateStore(directory);
  const keys = await KeyRing.open({ state, clock, world });
  const iam = new IamAccounts({ world, state });
  const organizations = new OrganizationsService({ world, organization: options.organization });
  const { services, dynamodb, cloudformation, authorizer } = createServices({
    ...{ options, world, clock, state, keys, iam, organizations },
  });
  const requestFaults = new FaultBook({ clock, ...(options.random && { random: options.random }) });
  const faults = new AllFaults({ requests: requestFaults, resources: cloudformation });
  const requests = new RequestBook();
  const gateway = new Gateway({ services, keys, authorizer, faults: requestFaults, requests, clock });
  const control = new ControlApi({ faults, requests, world, organizations });
  const server = new HttpServer({ gateway, control, signIn: new SignIn({ keys, clock }) });
  const closeServices = async (): Promise<void> => {
    // Those made of others first.
    for (const service of services.toReversed()) await service.close?.();
  };
  let url: string;
  try {
    if (directory !== undefined) await claim(directory, dynamodb, world);
    url = await listen(server, options.port ?? 0);
  } catch (error) {
    await closeServices();
    throw error;
  }
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    requests.close();
    await server.close();
    await closeServices();
  };
  return {
    url,
    env: environment(url, world),
    hub: world.hub,
    accounts: world.accounts,
    faults,
    requests,
    setOrganization: (organization) => organizations.replace(organization),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** The hub's database is locked by the process that has it open: two on one folder would spoil it. */
async function claim(directory: string, dynamodb: DynamoDBService, { hub }: World): Promise<void> {
  try {
    await dynamodb.open({ account: hub.id, region: hub.region });
  } catch (cause) {
    throw new RegattaError(`The embedded AWS cannot open its state in ${directory}: ${messageOf(cause)}`, {
      code: "LOCAL_AWS_STATE_IN_USE",
      source: "user",
      nextStep: "End the other embedded AWS that uses this folder, or choose another folder.",
      cause,
    });
  }
}

function wrongCount(accounts: unknown): RegattaError {
  return new RegattaError(`accounts is a whole number from 0 to ${maxAccounts}, found ${accounts}`, {
    code: "WRONG_OPTION",
    source: "user",
    nextStep: "Say how many pool accounts the embedded AWS shall have.",
  });
}

/** The services, in the order of their dependencies. */
function createServices(parts: {
  options: LocalAwsOptions;
  world: World;
  clock: Clock;
  state: StateStore;
  keys: KeyRing;
  iam: IamAccounts;
  organizations: OrganizationsService;
}): {
  services: AwsService[];
  dynamodb: DynamoDBService;
  cloudformation: CloudFormationService;
  authorizer: Authorizer;
} {
  const { options, clock, state, keys, iam, organizations } = parts;
  const { stateDirectory, sessionSeconds } = options;
  const stabilisation = new Stabilisation({ clock });
  const dynamodb = new DynamoDBService({
    stabilisation,
    ...(stateDirectory !== undefined && { directory: stateDirectory }),
  });
  const ssm = new SsmService({ state, clock, stabilisation });
  const sts = new StsService({
    accounts: iam,
    keys,
    clock,
    ...(sessionSeconds !== undefined && { sessionSeconds }),
  });
  const blobs = stateDirectory === undefined ? new MemoryBlobStore() : new FolderBlobStore(stateDirectory);
  const buckets = new Buckets({ state, blobs, clock });
  const s3 = new S3Service({ buckets, clock, stabilisation });
  const authorizer = new Authorizer({
    ...{ accounts: iam, keys, clock },
    hashKeyOf: (table, owner) => dynamodb.hashKeyOf(table, owner),
  });
  const acting = new ActingCaller();
  const inert = new InertResource({ state });
  const others = createAccountServices({ state, clock, interfaceMs: options.timings?.interfaceMs ?? 0 });
  const { kinds } = others;
  const host = new AccountResourceHost({ dynamodb, ssm, buckets, clock, iam, kinds, inert });
  const resources = new JudgedResourceHost({ host, authorizer, acting });
  const cloudformation = new CloudFormationService({
    resources,
    templates: new TemplatesInS3(buckets),
    ssmValues: async (owner) => {
      const store = await ssm.parametersOf(owner);
      return (name) => store.get(name)?.Value;
    },
    stabilisation,
    state,
    clock,
    acting,
    ...(options.timings && { timings: options.timings }),
    ...(options.describeStacksPageSize && { pageSizes: { stacks: options.describeStacksPageSize } }),
  });
  const tagging = taggingService([dynamodb, buckets, inert, cloudformation, ...others.tagSources]);
  const services = [
    dynamodb,
    ssm,
    sts,
    s3,
    new IamService({ accounts: iam, clock }),
    organizations,
    ...others.services,
    cloudformation,
    tagging,
  ];
  return { services, dynamodb, cloudformation, authorizer };
}

async function listen(server: HttpServer, port: number): Promise<string> {
  try {
    return await server.listen(port);
  } catch (cause) {
    throw new RegattaError(`The embedded AWS cannot listen on 127.0.0.1:${port}`, {
      code: "LOCAL_AWS_PORT_TAKEN",
      source: "user",
      nextStep: "Choose another port, or 0 for any that is free.",
      cause,
    });
  }
}

function environment(url: string, { hub, hubUser }: World): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: hub.region,
    AWS_DEFAULT_REGION: hub.region,
    AWS_ACCESS_KEY_ID: hubUser.accessKeyId,
    AWS_SECRET_ACCESS_KEY: hubUser.secretAccessKey,
  };
}
