import { JsonService, type StoreOperation } from "../gateway/json-service.ts";
import { AwsError, type AwsService } from "../gateway/service.ts";
import type { RecordOwner } from "../state/account-records.ts";
import { type JsonParams, pageSize, requiredText, textOf, textsOf } from "../wire/json-params.ts";
import { pageOf } from "../wire/page.ts";
import { tagsIn, untag } from "../wire/tags.ts";
import { type LogGroup, type LogGroups, logGroupArn } from "./log-groups.ts";

const invalid = (message: string) => new AwsError("InvalidParameterException", message);

const operations: Readonly<Record<string, StoreOperation<LogGroups>>> = {
  CreateLogGroup: async (groups, owner, params) => {
    const name = requiredText(params, "logGroupName", invalid);
    const isProtected = params.deletionProtectionEnabled === true;
    await groups.create(owner, { name, tags: tagsIn(params.tags), isProtected });
  },
  DeleteLogGroup: (groups, owner, params) =>
    groups.delete(owner, requiredText(params, "logGroupName", invalid)),
  DescribeLogGroups: describeLogGroups,
  ListTagsForResource: async (groups, owner, params) => ({
    tags: (await named(groups, owner, params)).tags,
  }),
  PutLogGroupDeletionProtection: async (groups, owner, params) => {
    const group = await groups.get(owner, nameIn(requiredText(params, "logGroupIdentifier", invalid)));
    await groups.save(owner, { ...group, isProtected: params.deletionProtectionEnabled === true });
  },
  PutRetentionPolicy: async (groups, owner, params) => {
    const group = await groups.get(owner, requiredText(params, "logGroupName", invalid));
    await groups.save(owner, { ...group, retentionInDays: Number(params.retentionInDays) });
  },
  TagResource: async (groups, owner, params) => {
    const group = await named(groups, owner, params);
    await groups.save(owner, { ...group, tags: { ...group.tags, ...tagsIn(params.tags) } });
  },
  UntagResource: async (groups, owner, params) => {
    const group = await named(groups, owner, params);
    await groups.save(owner, { ...group, tags: untag(group.tags, textsOf(params, "tagKeys")) });
  },
};

/** The part of CloudWatch Logs that is about log groups. */
export function logsService(groups: LogGroups): AwsService {
  return new JsonService({ name: "logs", store: groups, operations });
}

async function describeLogGroups(
  groups: LogGroups,
  owner: RecordOwner,
  params: JsonParams,
): Promise<unknown> {
  const prefix = textOf(params, "logGroupNamePrefix") ?? "";
  const pattern = textOf(params, "logGroupNamePattern")?.toLowerCase() ?? "";
  const all = await groups.list(owner);
  const page = pageOf(
    all.filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern)),
    {
      keyOf: ({ name }) => name,
      size: pageSize(params, { name: "limit", most: 50 }),
      token: textOf(params, "nextToken"),
      wrongToken: () => invalid("The specified nextToken is invalid."),
    },
  );
  return { logGroups: page.items.map((group) => groupAnswer(owner, group)), nextToken: page.nextToken };
}

function groupAnswer(owner: RecordOwner, group: LogGroup) {
  const { name, createdAt, retentionInDays, isProtected = false } = group;
  const arn = logGroupArn(owner, name);
  return {
    logGroupName: name,
    arn: `${arn}:*`,
    logGroupArn: arn,
    creationTime: createdAt,
    retentionInDays,
    deletionProtectionEnabled: isProtected,
    logGroupClass: "STANDARD",
    metricFilterCount: 0,
    storedBytes: 0,
  };
}

function named(groups: LogGroups, owner: RecordOwner, params: JsonParams): Promise<LogGroup> {
  return groups.get(owner, nameIn(requiredText(params, "resourceArn", invalid)));
}

/** @param nameOrArn `arn:…:log-group:<name>`, with or without `:*`. */
function nameIn(nameOrArn: string): string {
  return nameOrArn.replace(/^.*:log-group:/, "").replace(/:\*$/, "");
}
