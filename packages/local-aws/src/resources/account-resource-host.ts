import type { Clock } from "@regatta/foundation";
import type { DynamoDBService } from "../dynamodb/dynamodb-service.ts";
import type { Caller } from "../gateway/service.ts";
import type { Buckets } from "../s3/buckets.ts";
import type { SsmService } from "../ssm/ssm-service.ts";
import { BucketResource } from "./bucket-resource.ts";
import { InertResource } from "./inert-resource.ts";
import { ParameterResource } from "./parameter-resource.ts";
import type { HostedResource, ResourceHost } from "./resource-host.ts";
import type { ResourceKind } from "./resource-kind.ts";
import { TableResource } from "./table-resource.ts";

/** Makes tables, parameters and buckets in the caller's account, and keeps everything else inert. */
export class AccountResourceHost implements ResourceHost {
  readonly #real: ReadonlyMap<string, ResourceKind>;
  readonly #inert = new InertResource();

  constructor(options: { dynamodb: DynamoDBService; ssm: SsmService; buckets: Buckets; clock: Clock }) {
    this.#real = new Map<string, ResourceKind>([
      ["AWS::DynamoDB::Table", new TableResource(options.dynamodb)],
      ["AWS::S3::Bucket", new BucketResource(options.buckets)],
      ["AWS::SSM::Parameter", new ParameterResource(options)],
    ]);
  }

  create(
    type: string,
    physicalId: string | undefined,
    properties: Record<string, unknown>,
    caller: Caller,
  ): Promise<HostedResource> {
    return this.#kind(type).create({ type, physicalId, properties, caller });
  }

  update(
    type: string,
    physicalId: string,
    properties: Record<string, unknown>,
    caller: Caller,
  ): Promise<HostedResource> {
    return this.#kind(type).update({ type, physicalId, properties, caller });
  }

  delete(type: string, physicalId: string, caller: Caller): Promise<void> {
    return this.#kind(type).delete({ physicalId, caller });
  }

  #kind(type: string): ResourceKind {
    return this.#real.get(type) ?? this.#inert;
  }
}
