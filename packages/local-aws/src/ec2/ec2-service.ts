import { operationIn } from "../gateway/json-service.ts";
import { AwsError, type AwsService, type ServiceAnswer, type ServiceRequest } from "../gateway/service.ts";
import type { RecordOwner } from "../state/account-records.ts";
import { type JsonParams, pageSize, requiredText, textOf } from "../wire/json-params.ts";
import { pageOf } from "../wire/page.ts";
import { type Answer, ec2QueryAnswer } from "../wire/query-answer.ts";
import { tagList } from "../wire/tags.ts";
import { matchesFilters } from "./filters.ts";
import type { NetworkInterface, NetworkInterfaces } from "./network-interfaces.ts";
import { numbered, numberedTexts } from "./numbered.ts";

const namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";

type Operation = (interfaces: NetworkInterfaces, owner: RecordOwner, params: JsonParams) => Promise<Answer>;

const operations: Readonly<Record<string, Operation>> = {
  CreateNetworkInterface: async (interfaces, owner, params) => {
    const created = await interfaces.create(owner, {
      subnetId: requiredText(params, "SubnetId", missing),
      groupIds: numberedTexts(params.SecurityGroupId),
      description: textOf(params, "Description") ?? "",
      tags: Object.fromEntries(
        numbered(params.TagSpecification)
          .flatMap(({ Tag }) => numbered(Tag))
          .map(({ Key, Value }) => [String(Key), String(Value ?? "")]),
      ),
    });
    return { networkInterface: interfaceAnswer(owner, created) };
  },
  DeleteNetworkInterface: async (interfaces, owner, params) => {
    await interfaces.delete(owner, requiredText(params, "NetworkInterfaceId", missing));
    return { return: true };
  },
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DetachNetworkInterface: async (interfaces, owner, params) => {
    const attachmentId = requiredText(params, "AttachmentId", missing);
    const attached = (await interfaces.list(owner)).find((one) => attachmentIdOf(one) === attachmentId);
    if (!attached?.isInUse) {
      const message = `The networkInterface attachment ID '${attachmentId}' does not exist`;
      throw new AwsError("InvalidAttachmentID.NotFound", message);
    }
    // Everything attached here is Lambda's.
    throw new AwsError("OperationNotPermitted", "You are not allowed to manage 'ela-attach' attachments.");
  },
};

/** The part of EC2 that is about network interfaces. */
export class Ec2Service implements AwsService {
  readonly name = "ec2";
  readonly #interfaces: NetworkInterfaces;

  constructor(options: { interfaces: NetworkInterfaces }) {
    this.#interfaces = options.interfaces;
  }

  async handle({ operation, caller, params }: ServiceRequest): Promise<ServiceAnswer> {
    const perform = operationIn(operations, operation, this.name);
    const result = await perform(this.#interfaces, caller, params);
    return ec2QueryAnswer({ operation, namespace, result });
  }
}

function missing(message: string): AwsError {
  return new AwsError("MissingParameter", message);
}

async function describeNetworkInterfaces(
  interfaces: NetworkInterfaces,
  owner: RecordOwner,
  params: JsonParams,
): Promise<Answer> {
  const ids = numberedTexts(params.NetworkInterfaceId);
  const named = await Promise.all(ids.map((id) => interfaces.get(owner, id)));
  const all = ids.length > 0 ? named : await interfaces.list(owner);
  const page = pageOf(
    all.filter((one) => matchesFilters(one, params.Filter)),
    {
      keyOf: ({ id }) => id,
      size: pageSize(params, { name: "MaxResults", most: 1_000 }),
      token: textOf(params, "NextToken"),
      wrongToken: () => new AwsError("InvalidNextToken", "The token is invalid."),
    },
  );
  return {
    networkInterfaceSet: page.items.map((one) => interfaceAnswer(owner, one)),
    nextToken: page.nextToken,
  };
}

function interfaceAnswer({ account, region }: RecordOwner, one: NetworkInterface): Answer {
  const isLambdas = one.functionName !== undefined;
  return {
    networkInterfaceId: one.id,
    subnetId: one.subnetId,
    vpcId: one.vpcId,
    availabilityZone: `${region}a`,
    description: one.description,
    ownerId: account,
    requesterId: isLambdas ? "AROALAMBDA:lambda" : undefined,
    requesterManaged: isLambdas,
    interfaceType: isLambdas ? "lambda" : "interface",
    status: one.isInUse ? "in-use" : "available",
    groupSet: one.groupIds.map((groupId) => ({ groupId, groupName: groupId })),
    attachment: one.isInUse
      ? {
          attachmentId: attachmentIdOf(one),
          instanceOwnerId: "amazon-aws",
          deviceIndex: 1,
          status: "attached",
          deleteOnTermination: false,
        }
      : undefined,
    tagSet: tagList(one.tags).map(({ Key, Value }) => ({ key: Key, value: Value })),
  };
}

function attachmentIdOf({ id }: NetworkInterface): string {
  return id.replace(/^eni-/, "ela-attach-");
}
