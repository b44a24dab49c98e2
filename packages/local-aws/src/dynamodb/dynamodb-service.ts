import path from "node:path";
import { contentTypeOf } from "../gateway/error-answer.ts";
import {
  AwsError,
  type AwsService,
  type Caller,
  type ServiceAnswer,
  type ServiceRequest,
} from "../gateway/service.ts";
import type { Stabilisation } from "../resources/stabilisation.ts";
import type { TaggedResource, TagSource } from "../tagging/tagged-resource.ts";
import { tagsIn } from "../wire/tags.ts";
import { DynamoDBAccount } from "./dynamodb-account.ts";
import { refuseUnstable, stabilisingTables, withStatus } from "./stabilising-tables.ts";

/** Whose tables are meant. */
export type TableOwner = Pick<Caller, "account" | "region">;

/** DynamoDB: each account has, in each region, a database of its own, opened when first asked. */
export class DynamoDBService implements AwsService, TagSource {
  readonly name = "dynamodb";
  readonly #directory: string | undefined;
  readonly #stabilisation: Stabilisation | undefined;
  readonly #accounts = new Map<string, Promise<DynamoDBAccount>>();

  /**
   * @param options.directory keeps `<account>/<region>/dynamodb`; without it everything is in memory.
   * @param options.stabilisation tells which tables express stacks left to become usable.
   */
  constructor(options: { directory?: string; stabilisation?: Stabilisation } = {}) {
    this.#stabilisation = options.stabilisation;
    this.#directory = options.directory;
  }

  async handle({ operation, caller, params }: ServiceRequest): Promise<ServiceAnswer> {
    const waiting = this.#stabilisation ? stabilisingTables(params, caller, this.#stabilisation) : [];
    refuseUnstable(operation, waiting);
    const answer = await this.perform(operation, params, caller);
    const body = operation === "DescribeTable" ? withStatus(answer, waiting) : answer;
    return { status: 200, body, contentType: contentTypeOf("json-1.0") };
  }

  /**
   * Does one operation in an account.
   * @returns the answer's JSON.
   * @throws {AwsError} what DynamoDB refuses.
   */
  async perform(operation: string, params: Record<string, unknown>, owner: TableOwner): Promise<string> {
    const tables = await this.open(owner);
    return tables.perform(operation, params);
  }

  /** The name of a table's partition key; undefined where there is no such table. */
  async hashKeyOf(table: string, owner: TableOwner): Promise<string | undefined> {
    try {
      const described = await this.perform("DescribeTable", { TableName: table }, owner);
      const { Table: found } = JSON.parse(described) as {
        Table: { KeySchema: Array<{ AttributeName: string; KeyType: string }> };
      };
      return found.KeySchema.find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  async taggedResources(owner: TableOwner): Promise<TaggedResource[]> {
    const { TableNames: names } = await this.#ask<{ TableNames: string[] }>("ListTables", {}, owner);
    return Promise.all(names.map((name) => this.#tagged(name, owner)));
  }

  async #tagged(name: string, owner: TableOwner): Promise<TaggedResource> {
    const arn = `arn:aws:dynamodb:${owner.region}:${owner.account}:table/${name}`;
    const { Tags } = await this.#ask<{ Tags?: unknown }>("ListTagsOfResource", { ResourceArn: arn }, owner);
    return { arn, type: "dynamodb:table", tags: tagsIn(Tags) };
  }

  async #ask<Answer>(operation: string, params: Record<string, unknown>, owner: TableOwner): Promise<Answer> {
    return JSON.parse(await this.perform(operation, params, owner)) as Answer;
  }

  /**
   * The tables of an account, opened when first asked for.
   * @throws LevelDB's error when another process has them open.
   */
  open({ account, region }: TableOwner): Promise<DynamoDBAccount> {
    const key = `${account}/${region}`;
    let opened = this.#accounts.get(key);
    if (!opened) {
      const directory = this.#directory && path.join(this.#directory, account, region, "dynamodb");
      opened = DynamoDBAccount.open({ account, region, ...(directory && { path: directory }) });
      this.#accounts.set(key, opened);
      opened.catch(() => this.#accounts.delete(key));
    }
    return opened;
  }

  /** Waits for what is being written, then closes every database. */
  async close(): Promise<void> {
    const opened = [...this.#accounts.values()];
    this.#accounts.clear();
    await Promise.all(opened.map(async (account) => (await account).close()));
  }
}
