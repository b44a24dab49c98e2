import { JsonService, type StoreOperation } from "../gateway/json-service.ts";
import { AwsError, type AwsService } from "../gateway/service.ts";
import type { RecordOwner } from "../state/account-records.ts";
import { type JsonParams, pageSize, requiredText, textOf } from "../wire/json-params.ts";
import { pageOf } from "../wire/page.ts";
import { tagList, tagsIn } from "../wire/tags.ts";
import { type Key, type Keys, keyArn } from "./keys.ts";

const operations: Readonly<Record<string, StoreOperation<Keys>>> = {
  CreateKey: async (keys, owner, params) => {
    const description = textOf(params, "Description") ?? "";
    const key = await keys.create(owner, { description, tags: tagsIn(params.Tags) });
    return { KeyMetadata: metadata(owner, key) };
  },
  DescribeKey: async (keys, owner, params) => ({
    KeyMetadata: metadata(owner, await asked(keys, owner, params)),
  }),
  ListAliases: async () => ({ Aliases: [], Truncated: false }),
  ListKeys: listKeys,
  ListResourceTags: async (keys, owner, params) => {
    const { tags } = await asked(keys, owner, params);
    const Tags = tagList(tags).map(({ Key: TagKey, Value: TagValue }) => ({ TagKey, TagValue }));
    return { Tags, Truncated: false };
  },
  ScheduleKeyDeletion: async (keys, owner, params) => {
    const id = requiredText(params, "KeyId");
    const days = Number(params.PendingWindowInDays ?? 30);
    const key = await keys.scheduleDeletion(owner, id, { days });
    const { Arn: KeyId, KeyState, DeletionDate } = metadata(owner, key);
    return { KeyId, KeyState, DeletionDate, PendingWindowInDays: days };
  },
};

/** KMS: keys that are there, or pending deletion; nothing is encrypted. */
export function kmsService(keys: Keys): AwsService {
  return new JsonService({ name: "kms", store: keys, operations });
}

function asked(keys: Keys, owner: RecordOwner, params: JsonParams): Promise<Key> {
  return keys.get(owner, requiredText(params, "KeyId"));
}

async function listKeys(keys: Keys, owner: RecordOwner, params: JsonParams): Promise<unknown> {
  const page = pageOf(await keys.list(owner), {
    keyOf: ({ id }) => id,
    size: pageSize(params, { name: "Limit", most: 100 }),
    token: textOf(params, "Marker"),
    wrongToken: () => new AwsError("InvalidMarkerException", "The marker is not valid"),
  });
  return {
    Keys: page.items.map(({ id }) => ({ KeyId: id, KeyArn: keyArn(owner, id) })),
    NextMarker: page.nextToken,
    Truncated: page.nextToken !== undefined,
  };
}

function metadata(owner: RecordOwner, { id, createdAt, description, deletionAt }: Key) {
  return {
    AWSAccountId: owner.account,
    KeyId: id,
    Arn: keyArn(owner, id),
    CreationDate: createdAt / 1000,
    Description: description,
    Enabled: deletionAt === undefined,
    KeyState: deletionAt === undefined ? "Enabled" : "PendingDeletion",
    DeletionDate: deletionAt === undefined ? undefined : deletionAt / 1000,
    KeyManager: "CUSTOMER",
    KeyUsage: "ENCRYPT_DECRYPT",
    KeySpec: "SYMMETRIC_DEFAULT",
    Origin: "AWS_KMS",
  };
}
