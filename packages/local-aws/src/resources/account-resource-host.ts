import type { Clock } from "@regatta/foundation";
import type { DynamoDBService } from "../dynamodb/dynamodb-service.ts";
import { iamResources } from "../iam/resources/iam-resources.ts";
import type { IamAccounts } from "../iam/store/iam-accounts.ts";
import type { Buckets } from "../s3/buckets.ts";
import type { SsmService } from "../ssm/ssm-service.ts";
import { BucketResource } from "./bucket-resource.ts";
import { ParameterResource } from "./parameter-resource.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "./resource-host.ts";
import { TableResource } from "./table-resource.ts";

/** Makes what the services of the caller's account know, and keeps everything else inert. */
export class AccountResourceHost implements ResourceHost {
  readonly #real: ReadonlyMap<string, ResourceHost>;
  readonly #inert: ResourceHost;

  /**
   * @param options.kinds what further services make, by type.
   * @param options.inert takes every other type.
   */
  constructor(options: {
    dynamodb: DynamoDBService;
    ssm: SsmService;
    buckets: Buckets;
    clock: Clock;
    iam: IamAccounts;
    kinds: ReadonlyMap<string, ResourceHost>;
    inert: ResourceHost;
  }) {
    this.#inert = options.inert;
    this.#real = new Map<string, ResourceHost>([
      ...options.kinds,
      ["AWS::DynamoDB::Table", new TableResource(options.dynamodb)],
      ["AWS::S3::Bucket", new BucketResource(options.buckets)],
      ["AWS::SSM::Parameter", new ParameterResource(options)],
      ...iamResources({ accounts: options.iam, clock: options.clock }),
    ]);
  }

  create(request: ResourceToCreate): Promise<HostedResource> {
    return this.#kind(request).create(request);
  }

  update(request: ResourceToUpdate): Promise<HostedResource> {
    return this.#kind(request).update(request);
  }

  delete(request: ResourceToDelete): Promise<void> {
    return this.#kind(request).delete(request);
  }

  #kind({ type }: Pick<ResourceToDelete, "type">): ResourceHost {
    return this.#real.get(type) ?? this.#inert;
  }
}
