import { type Clock, RegattaError, systemClock } from "@regatta/foundation";
import { CloudFormationService } from "./cloudformation/cloudformation-service.ts";
import { ControlApi } from "./control/control-api.ts";
import { DynamoDBService } from "./dynamodb/dynamodb-service.ts";
import { FaultBook, type FaultControl } from "./faults/fault-book.ts";
import { Gateway } from "./gateway/gateway.ts";
import { HttpServer } from "./gateway/http-server.ts";
import type { AwsService } from "./gateway/service.ts";
import { KeyRing } from "./identity/key-ring.ts";
import { createWorld, type PoolAccountOfWorld, type World } from "./identity/world.ts";
import { RequestBook, type RequestLog } from "./requests/request-log.ts";
import { AccountResourceHost } from "./resources/account-resource-host.ts";
import { offsetClock } from "./server-clock.ts";
import { SsmService } from "./ssm/ssm-service.ts";
import { FolderStateStore } from "./state/folder-state-store.ts";
import { MemoryStateStore } from "./state/memory-state-store.ts";
import type { StateStore } from "./state/state-store.ts";
import { StsService } from "./sts/sts-service.ts";

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
    /** How long a change waits to be seen IN_PROGRESS once before it goes on, ms; default 250. */
    observeMs?: number;
  };
  /** No AssumeRole session lives longer, seconds: for tests. */
  sessionSeconds?: number;
  /** The servers' clock is ahead of this machine's by so much (ms; negative: behind): for tests. */
  serverTimeOffsetMs?: number;
  /** This machine's clock: for tests. */
  clock?: Clock;
  /** Uniform in [0, 1), for the probabilities of faults: for tests. */
  random?: () => number;
}

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
  /** Lets running requests end, then frees the port and every other handle. */
  close(): Promise<void>;
}

/**
 * Starts an AWS in this process: DynamoDB, STS, SSM and CloudFormation over real HTTP.
 * @throws {RegattaError} `LOCAL_AWS_PORT_TAKEN`.
 */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const world = createWorld({ accounts: options.accounts ?? 8, region: options.region ?? "eu-west-1" });
  const clock = offsetClock(options.clock ?? systemClock, options.serverTimeOffsetMs ?? 0);
  const directory = options.stateDirectory;
  const state = directory === undefined ? new MemoryStateStore() : new FolderStateStore(directory);
  const keys = await KeyRing.open({ state, clock, world });
  const services = createServices({ options, world, clock, state, keys });
  const faults = new FaultBook(options.random);
  const requests = new RequestBook();
  const gateway = new Gateway({ services, keys, faults, requests, clock });
  const server = new HttpServer({ gateway, control: new ControlApi({ faults, requests, world }) });
  const url = await listen(server, options.port ?? 0);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    requests.close();
    await server.close();
    // Those made of others first.
    for (const service of services.toReversed()) await service.close?.();
  };
  return {
    url,
    env: environment(url, world),
    hub: world.hub,
    accounts: world.accounts,
    faults,
    requests,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** In the order of their dependencies. */
function createServices(parts: {
  options: LocalAwsOptions;
  world: World;
  clock: Clock;
  state: StateStore;
  keys: KeyRing;
}): AwsService[] {
  const { options, world, clock, state, keys } = parts;
  const { stateDirectory, sessionSeconds } = options;
  const dynamodb = new DynamoDBService(stateDirectory === undefined ? {} : { directory: stateDirectory });
  const ssm = new SsmService({ state, clock });
  const sts = new StsService({ world, keys, ...(sessionSeconds !== undefined && { sessionSeconds }) });
  const resources = new AccountResourceHost({ dynamodb, ssm, clock });
  const cloudformation = new CloudFormationService({
    resources,
    state,
    clock,
    ...(options.timings && { timings: options.timings }),
  });
  return [dynamodb, ssm, sts, cloudformation];
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
