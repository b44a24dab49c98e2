import type { DynamoDBService, TableOwner } from "../dynamodb/dynamodb-service.ts";
import { AwsError } from "../gateway/service.ts";
import { tagList, tagsIn } from "../wire/tags.ts";
import { alreadyExists, madeUpName, replacementName, textIn } from "./naming.ts";
import type {
  HostedResource,
  ResourceHost,
  ResourceRequest,
  ResourceToCreate,
  ResourceToDelete,
  ResourceToUpdate,
} from "./resource-host.ts";
import { type DescribedTable, tableChange, tableDefinition } from "./table-properties.ts";

const type = "AWS::DynamoDB::Table";

/** `AWS::DynamoDB::Table`, made in the account's own DynamoDB. */
export class TableResource implements ResourceHost {
  readonly #dynamodb: DynamoDBService;

  constructor(dynamodb: DynamoDBService) {
    this.#dynamodb = dynamodb;
  }

  async create(request: ResourceToCreate): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const name = textIn(properties, "TableName") ?? physicalId ?? madeUpName("Table");
    try {
      const params = { TableName: name, ...tableDefinition(properties) };
      await this.#dynamodb.perform("CreateTable", params, caller);
    } catch (error) {
      if (error instanceof AwsError && error.code === "ResourceInUseException")
        throw alreadyExists(type, name);
      throw error;
    }
    await this.#tag(name, request);
    return this.#hosted(name, properties, caller);
  }

  async update(request: ResourceToUpdate): Promise<HostedResource> {
    const { properties, caller, physicalId } = request;
    const table = await this.#describe(physicalId, caller);
    const wantedName = textIn(properties, "TableName");
    const change = tableChange(table, tableDefinition(properties));
    if (change.kind === "replacement" || (wantedName !== undefined && wantedName !== physicalId)) {
      return this.create({ ...request, physicalId: replacementName(physicalId, wantedName) });
    }
    if (change.kind === "unsupported") throw new AwsError("ValidationException", change.message);
    if (change.kind === "capacity") {
      await this.#dynamodb.perform("UpdateTable", { TableName: physicalId, ...change.request }, caller);
    }
    await this.#tag(physicalId, request);
    return this.#hosted(physicalId, properties, caller);
  }

  async delete({ physicalId, caller }: ResourceToDelete): Promise<void> {
    try {
      await this.#dynamodb.perform("DeleteTable", { TableName: physicalId }, caller);
    } catch (error) {
      if (!(error instanceof AwsError && error.code === "ResourceNotFoundException")) throw error;
    }
  }

  async #tag(name: string, { properties, tags, caller }: ResourceRequest): Promise<void> {
    const Tags = tagList({ ...tags, ...tagsIn(properties.Tags) });
    if (Tags.length === 0) return;
    const { TableArn: ResourceArn } = await this.#describe(name, caller);
    await this.#dynamodb.perform("TagResource", { ResourceArn, Tags }, caller);
  }

  async #hosted(
    name: string,
    properties: Record<string, unknown>,
    owner: TableOwner,
  ): Promise<HostedResource> {
    const { TableArn, CreationDateTime } = await this.#describe(name, owner);
    const attributes: Record<string, string> = { Arn: TableArn };
    if (properties.StreamSpecification) {
      const label = new Date(CreationDateTime * 1000).toISOString().replace("Z", "");
      attributes.StreamArn = `${TableArn}/stream/${label}`;
    }
    return { physicalId: name, attributes };
  }

  async #describe(name: string, owner: TableOwner): Promise<DescribedTable> {
    const answer = await this.#dynamodb.perform("DescribeTable", { TableName: name }, owner);
    return (JSON.parse(answer) as { Table: DescribedTable }).Table;
  }
}
