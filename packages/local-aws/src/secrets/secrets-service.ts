import { JsonService, type StoreOperation } from "../gateway/json-service.ts";
import { AwsError, type AwsService } from "../gateway/service.ts";
import type { RecordOwner } from "../state/account-records.ts";
import { type JsonParams, pageSize, requiredText, textOf } from "../wire/json-params.ts";
import { pageOf } from "../wire/page.ts";
import { tagList, tagsIn } from "../wire/tags.ts";
import type { Secret, Secrets } from "./secrets.ts";

const invalid = (message: string) => new AwsError("InvalidParameterException", message);

const operations: Readonly<Record<string, StoreOperation<Secrets>>> = {
  CreateSecret: async (secrets, owner, params) => {
    const name = requiredText(params, "Name", invalid);
    const { arn } = await secrets.create(owner, { name, tags: tagsIn(params.Tags) });
    return { ARN: arn, Name: name };
  },
  DeleteSecret: async (secrets, owner, params) => {
    const isForced = params.ForceDeleteWithoutRecovery === true;
    const days = isForced ? 0 : Number(params.RecoveryWindowInDays ?? 30);
    const secret = await secrets.delete(owner, requiredText(params, "SecretId", invalid), { days });
    const { goneAt = 0 } = secret.deletion ?? {};
    return { ARN: secret.arn, Name: secret.name, DeletionDate: goneAt / 1000 };
  },
  DescribeSecret: async (secrets, owner, params) =>
    secretAnswer(await secrets.get(owner, requiredText(params, "SecretId", invalid))),
  ListSecrets: listSecrets,
};

/** Secrets Manager: secrets that are there, or pending deletion; their values are not kept. */
export function secretsService(secrets: Secrets): AwsService {
  return new JsonService({ name: "secretsmanager", store: secrets, operations });
}

async function listSecrets(secrets: Secrets, owner: RecordOwner, params: JsonParams): Promise<unknown> {
  const all = await secrets.list(owner);
  const page = pageOf(
    all.filter(({ deletion }) => !deletion || params.IncludePlannedDeletion === true),
    {
      keyOf: ({ name }) => name,
      size: pageSize(params, { name: "MaxResults", most: 100 }),
      token: textOf(params, "NextToken"),
      wrongToken: () => new AwsError("InvalidNextTokenException", "The NextToken value is invalid."),
    },
  );
  return { SecretList: page.items.map(secretAnswer), NextToken: page.nextToken };
}

function secretAnswer({ name, arn, createdAt, tags, deletion }: Secret) {
  return {
    ARN: arn,
    Name: name,
    CreatedDate: createdAt / 1000,
    DeletedDate: deletion && deletion.at / 1000,
    Tags: tagList(tags),
  };
}
