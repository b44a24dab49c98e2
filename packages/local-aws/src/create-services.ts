import type { Clock } from "@regatta/foundation";
import { createAccountServices } from "./account-services.ts";
import { CloudFormationService } from "./cloudformation/cloudformation-service.ts";
import { TemplatesInS3 } from "./cloudformation/templates-in-s3.ts";
import { DynamoDBService } from "./dynamodb/dynamodb-service.ts";
import type { AwsService } from "./gateway/service.ts";
import { ActingCaller } from "./iam/acting-caller.ts";
import { Authorizer } from "./iam/authorizer.ts";
import { IamService } from "./iam/iam-service.ts";
import { JudgedResourceHost } from "./iam/judged-resource-host.ts";
import type { IamAccounts } from "./iam/store/iam-accounts.ts";
import type { KeyRing } from "./identity/key-ring.ts";
import type { World } from "./identity/world.ts";
import type { LocalAwsOptions } from "./local-aws-options.ts";
import type { OrganizationsService } from "./organizations/organizations-service.ts";
import { AccountResourceHost } from "./resources/account-resource-host.ts";
import { InertResource } from "./resources/inert-resource.ts";
import { Stabilisation } from "./resources/stabilisation.ts";
import { Buckets } from "./s3/buckets.ts";
import { S3Service } from "./s3/s3-service.ts";
import { SsmService } from "./ssm/ssm-service.ts";
import { FolderBlobStore } from "./state/folder-blob-store.ts";
import { MemoryBlobStore } from "./state/memory-blob-store.ts";
import type { StateStore } from "./state/state-store.ts";
import { StsService } from "./sts/sts-service.ts";
import { taggingService } from "./tagging/tagging-service.ts";

/** What services are made of. */
export interface ServiceParts {
  options: LocalAwsOptions;
  world: World;
  clock: Clock;
  state: StateStore;
  keys: KeyRing;
  iam: IamAccounts;
  organizations: OrganizationsService;
}

/** All services of an embedded AWS, and those of them that others need by name. */
export interface Services {
  services: AwsService[];
  dynamodb: DynamoDBService;
  cloudformation: CloudFormationService;
  authorizer: Authorizer;
}

/** Makes the services, in the order of their dependencies. */
export function createServices(parts: ServiceParts): Services {
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
