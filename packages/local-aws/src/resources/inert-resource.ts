import type { Caller } from "../gateway/service.ts";
import { AccountRecords, type RecordOwner } from "../state/account-records.ts";
import type { StateStore } from "../state/state-store.ts";
import type { TaggedResource, TagSource } from "../tagging/tagged-resource.ts";
import { tagsIn } from "../wire/tags.ts";
import { madeUpName, textIn } from "./naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceRequest,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "./resource-host.ts";

/** Types whose `Ref` or Arn do not look like all others'. */
const shapes: Record<string, (name: string, caller: Caller) => HostedResource> = {
  "AWS::IAM::Role": (name, { account }) => ({
    physicalId: name,
    attributes: { Arn: `arn:aws:iam::${account}:role/${name}` },
  }),
  "AWS::SNS::Topic": (name, { account, region }) => {
    const arn = `arn:aws:sns:${region}:${account}:${name}`;
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  "AWS::SQS::Queue": (name, { account, region }) => {
    const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    const arn = `arn:aws:sqs:${region}:${account}:${name}`;
    return { physicalId: url, attributes: { Arn: arn, QueueUrl: url, QueueName: name } };
  },
};

/** Types the tagging API tells of though they do nothing here. */
const taggable = [
  "AWS::Events::Rule",
  "AWS::Kinesis::Stream",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
  "AWS::StepFunctions::StateMachine",
];

/** Any type that is not really made: it has a name, an Arn and tags, and does nothing. */
export class InertResource implements ResourceHost, TagSource {
  readonly #tagged: AccountRecords<TaggedResource>;

  constructor({ state }: { state: StateStore }) {
    this.#tagged = new AccountRecords({ state, name: "inert", keyOf: ({ arn }) => arn });
  }

  create(request: ResourceToCreate): Promise<HostedResource> {
    const { type, properties, physicalId } = request;
    return this.#put(request, nameIn(type, properties) ?? physicalId ?? madeUpName(kindOf(type)));
  }

  update(request: ResourceToUpdate): Promise<HostedResource> {
    const { type, properties, physicalId } = request;
    return this.#put(request, nameIn(type, properties) ?? nameOf(physicalId));
  }

  async delete({ type, physicalId, caller }: ResourceToDelete): Promise<void> {
    if (!taggable.includes(type)) return;
    const tagged = await this.#tagged.of(caller);
    const arn = arnOf(shaped(type, nameOf(physicalId), caller));
    // The real tagging API lags; this tag has it lag for ever.
    if (tagged.get(arn)?.tags["local-aws:stays-listed"] === undefined) await tagged.delete(arn);
  }

  async taggedResources(owner: RecordOwner): Promise<TaggedResource[]> {
    return (await this.#tagged.of(owner)).list();
  }

  async #put({ type, properties, tags, caller }: ResourceRequest, name: string): Promise<HostedResource> {
    const hosted = shaped(type, name, caller);
    if (!taggable.includes(type)) return hosted;
    const [, service = "", kind = ""] = type.toLowerCase().split("::");
    const all = { ...tags, ...tagsIn(properties.Tags) };
    const resource = { arn: arnOf(hosted), type: `${service}:${kind}`, tags: all };
    await (await this.#tagged.of(caller)).put(resource);
    return hosted;
  }
}

function arnOf({ physicalId, attributes }: HostedResource): string {
  return attributes.Arn ?? physicalId;
}

function shaped(type: string, name: string, caller: Caller): HostedResource {
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (shape) return shape(name, caller);
  const service = type.split("::")[1]?.toLowerCase() ?? "custom";
  const { region, account } = caller;
  return { physicalId: name, attributes: { Arn: `arn:aws:${service}:${region}:${account}:${name}` } };
}

/** The name inside an Arn or a queue's address; other ids are names, whatever they look like. */
function nameOf(physicalId: string): string {
  const isAddress = /^(arn:|https:\/\/)/.test(physicalId);
  return (isAddress ? physicalId.split(/[/:]/).pop() : undefined) ?? physicalId;
}

/** Most types name themselves by their kind: `BucketName` of a Bucket, `QueueName` of a Queue. */
function nameIn(type: string, properties: Record<string, unknown>): string | undefined {
  return textIn(properties, `${kindOf(type)}Name`);
}

function kindOf(type: string): string {
  return type.split("::").pop() || "Resource";
}
