import { messageOf, RegattaError, systemClock } from "@regatta/foundation";
import { ControlApi } from "./control/control-api.ts";
import { createServices } from "./create-services.ts";
import type { DynamoDBService } from "./dynamodb/dynamodb-service.ts";
import { AllFaults } from "./faults/all-faults.ts";
import { FaultBook, type FaultControl } from "./faults/fault-book.ts";
import { Gateway } from "./gateway/gateway.ts";
import { HttpServer } from "./gateway/http-server.ts";
import { IamAccounts } from "./iam/store/iam-accounts.ts";
import { KeyRing } from "./identity/key-ring.ts";
import { createWorld, type PoolAccountOfWorld, type World } from "./identity/world.ts";
import type { LocalAwsOptions } from "./local-aws-options.ts";
import type { Organization } from "./organizations/organization.ts";
import { OrganizationsService } from "./organizations/organizations-service.ts";
import { RequestBook, type RequestLog } from "./requests/request-log.ts";
import { offsetClock } from "./server-clock.ts";
import { SignIn } from "./signin/sign-in.ts";
import { FolderStateStore } from "./state/folder-state-store.ts";
import { ForgetfulStateStore } from "./state/forgetful-state-store.ts";

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
