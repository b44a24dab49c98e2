import { AwsError, type Caller } from "../gateway/service.ts";
import type { Buckets } from "../s3/buckets.ts";
import { alreadyExists, madeUpName, replacementName, textIn } from "./naming.ts";
import type { HostedResource } from "./resource-host.ts";
import type { ResourceKind, ResourceRequest } from "./resource-kind.ts";

const type = "AWS::S3::Bucket";

/** `AWS::S3::Bucket`, made in the account's own S3; of its properties only the name counts. */
export class BucketResource implements ResourceKind {
  readonly #buckets: Buckets;

  constructor(buckets: Buckets) {
    this.#buckets = buckets;
  }

  async create(request: ResourceRequest & { physicalId: string | undefined }): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const name = textIn(properties, "BucketName") ?? physicalId ?? madeUpName("bucket").toLowerCase();
    try {
      await this.#buckets.create(name, caller);
    } catch (error) {
      if (error instanceof AwsError && error.code.startsWith("BucketAlready"))
        throw alreadyExists(type, name);
      throw error;
    }
    return hosted(name, caller);
  }

  async update(request: ResourceRequest & { physicalId: string }): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const wantedName = textIn(properties, "BucketName");
    if (wantedName === undefined || wantedName === physicalId) return hosted(physicalId, caller);
    return this.create({ ...request, physicalId: replacementName(physicalId, wantedName) });
  }

  async delete({ physicalId, caller }: { physicalId: string; caller: Caller }): Promise<void> {
    try {
      await this.#buckets.delete(physicalId, caller);
    } catch (error) {
      if (error instanceof AwsError && error.code === "NoSuchBucket") return;
      throw error;
    }
  }
}

function hosted(name: string, { region }: Caller): HostedResource {
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  };
}
