import type { Caller } from "../gateway/service.ts";
import { madeUpName, textIn } from "./naming.ts";
import type { HostedResource, ResourceHost, ResourceToCreate, ResourceToUpdate } from "./resource-host.ts";

/** Types whose `Ref` or Arn do not look like all others'. */
const shapes: Record<string, (name: string, caller: Caller) => HostedResource> = {
  "AWS::IAM::Role": (name, { account }) => ({
    physicalId: name,
    attributes: { Arn: `arn:aws:iam::${account}:role/${name}` },
  }),
  "AWS::Lambda::Function": (name, { account, region }) => ({
    physicalId: name,
    attributes: { Arn: `arn:aws:lambda:${region}:${account}:function:${name}` },
  }),
  "AWS::Logs::LogGroup": (name, { account, region }) => ({
    physicalId: name,
    attributes: { Arn: `arn:aws:logs:${region}:${account}:log-group:${name}:*` },
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

/** Any type that is not really made: it has a name and an Arn, and does nothing. */
export class InertResource implements ResourceHost {
  async create(request: ResourceToCreate): Promise<HostedResource> {
    const { type, properties, caller, physicalId } = request;
    return shaped(type, nameIn(type, properties) ?? physicalId ?? madeUpName(kindOf(type)), caller);
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    const { type, properties, caller, physicalId } = request;
    return shaped(type, nameIn(type, properties) ?? nameOf(physicalId), caller);
  }

  async delete(): Promise<void> {}
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
