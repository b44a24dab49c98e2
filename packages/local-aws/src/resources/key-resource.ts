import { AwsError } from "../gateway/service.ts";
import { type Key, type Keys, keyArn } from "../kms/keys.ts";
import { tagsIn } from "../wire/tags.ts";
import { textIn } from "./naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceRequest,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "./resource-host.ts";

/** `AWS::KMS::Key`, which has no name; deleting it leaves it pending for days. */
export class KeyResource implements ResourceHost {
  readonly #keys: Keys;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    const description = textIn(request.properties, "Description") ?? "";
    const key = await this.#keys.create(request.caller, { description, tags: tagsOf(request) });
    return hosted(key, request);
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    const key = await this.#keys.get(request.caller, request.physicalId);
    await this.#keys.save(request.caller, { ...key, tags: tagsOf(request) });
    return hosted(key, request);
  }

  async delete({ physicalId, properties, caller }: ResourceToDelete): Promise<void> {
    try {
      const days = Number(properties.PendingWindowInDays ?? 30);
      await this.#keys.scheduleDeletion(caller, physicalId, { days });
    } catch (error) {
      const isDone = error instanceof AwsError && /NotFound|InvalidState/.test(error.code);
      if (!isDone) throw error;
    }
  }
}

function tagsOf({ properties, tags }: ResourceRequest) {
  return { ...tags, ...tagsIn(properties.Tags) };
}

function hosted({ id }: Key, { caller }: ResourceRequest): HostedResource {
  return { physicalId: id, attributes: { Arn: keyArn(caller, id), KeyId: id } };
}
