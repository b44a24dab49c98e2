import { AwsError, type Caller } from "../gateway/service.ts";
import type { Bucket } from "../s3/bucket.ts";
import { taggingDocument, versioningDocument } from "../s3/bucket-documents.ts";
import type { Buckets } from "../s3/buckets.ts";
import { tagsIn } from "../wire/tags.ts";
import { alreadyExists, madeUpName, replacementName, textIn } from "./naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceRequest,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "./resource-host.ts";

const type = "AWS::S3::Bucket";

/** `AWS::S3::Bucket`, made in the account's own S3; of its properties the name, tags and versioning count. */
export class BucketResource implements ResourceHost {
  readonly #buckets: Buckets;

  constructor(buckets: Buckets) {
    this.#buckets = buckets;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const name = textIn(properties, "BucketName") ?? physicalId ?? madeUpName("bucket").toLowerCase();
    try {
      const bucket = await this.#buckets.create(name, caller);
      await this.#configure(bucket, request);
    } catch (error) {
      if (error instanceof AwsError && error.code.startsWith("BucketAlready"))
        throw alreadyExists(type, name);
      throw error;
    }
    return hosted(name, caller);
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const wantedName = textIn(properties, "BucketName");
    if (wantedName === undefined || wantedName === physicalId) {
      await this.#configure(await this.#buckets.open(physicalId, caller), request);
      return hosted(physicalId, caller);
    }
    return this.create({ ...request, physicalId: replacementName(physicalId, wantedName) });
  }

  async delete({ physicalId, caller }: ResourceToDelete): Promise<void> {
    try {
      await this.#buckets.delete(physicalId, caller);
    } catch (error) {
      if (error instanceof AwsError && error.code === "NoSuchBucket") return;
      throw error;
    }
  }

  /** Versioning that was once switched on can only be suspended. */
  async #configure(bucket: Bucket, { properties, tags }: ResourceRequest): Promise<void> {
    const { settings } = bucket.record;
    const { Status: status } = (properties.VersioningConfiguration ?? {}) as { Status?: unknown };
    if (status !== undefined) settings.versioning = versioningDocument(String(status));
    else if (bucket.versioning) settings.versioning = versioningDocument("Suspended");
    settings.tagging = taggingDocument({ ...tags, ...tagsIn(properties.Tags) });
    await this.#buckets.save();
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
