import { AwsError, type Caller } from "../../gateway/service.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "../../resources/resource-host.ts";

/** Keeps resources in memory and remembers what was asked of it. A changed `Key` property replaces. */
export class RecordingHost implements ResourceHost {
  /** `<verb> <physical id>`, in the order of the calls. */
  readonly calls: string[] = [];
  /** Properties by physical id. */
  readonly things = new Map<string, Record<string, unknown>>();
  #replacements = 0;

  async create({ physicalId, properties, caller }: ResourceToCreate): Promise<HostedResource> {
    const id = String(properties.Name ?? physicalId);
    this.calls.push(`create ${id}`);
    if (this.things.has(id)) throw new AwsError("AlreadyExists", `${id} already exists`);
    this.things.set(id, properties);
    return hosted(id, caller);
  }

  async update({ physicalId, properties, caller }: ResourceToUpdate): Promise<HostedResource> {
    this.calls.push(`update ${physicalId}`);
    const isReplaced = this.things.get(physicalId)?.Key !== properties.Key;
    const id = isReplaced ? `${physicalId}-${++this.#replacements}` : physicalId;
    this.things.set(id, properties);
    return hosted(id, caller);
  }

  async delete({ physicalId }: ResourceToDelete): Promise<void> {
    this.calls.push(`delete ${physicalId}`);
    this.things.delete(physicalId);
  }
}

function hosted(physicalId: string, { account }: Caller): HostedResource {
  return { physicalId, attributes: { Arn: `arn:aws:test::${account}:${physicalId}` } };
}
