import { JsonService, type StoreOperation } from "../gateway/json-service.ts";
import { AwsError, type AwsService } from "../gateway/service.ts";
import type { RecordOwner } from "../state/account-records.ts";
import { groupsOf, type JsonParams, pageSize, textOf, textsOf } from "../wire/json-params.ts";
import { pageOf } from "../wire/page.ts";
import { tagList } from "../wire/tags.ts";
import type { TaggedResource, TagSource } from "./tagged-resource.ts";

const operations: Readonly<Record<string, StoreOperation<readonly TagSource[]>>> = {
  GetResources: getResources,
};

/** The Resource Groups Tagging API: what there is with tags in an account, whoever made it. */
export function taggingService(sources: readonly TagSource[]): AwsService {
  return new JsonService({ name: "tagging", store: sources, operations });
}

async function getResources(
  sources: readonly TagSource[],
  owner: RecordOwner,
  params: JsonParams,
): Promise<unknown> {
  const found = await Promise.all(sources.map((source) => source.taggedResources(owner)));
  const wanted = found
    .flat()
    .filter((resource) => isWanted(resource, params))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const page = pageOf(wanted, {
    keyOf: ({ arn }) => arn,
    size: pageSize(params, { name: "ResourcesPerPage", most: 100 }),
    token: textOf(params, "PaginationToken"),
    wrongToken: () =>
      new AwsError("PaginationTokenExpiredException", "A PaginationToken is valid for 15 minutes"),
  });
  return {
    PaginationToken: page.nextToken ?? "",
    ResourceTagMappingList: page.items.map(({ arn, tags }) => ({ ResourceARN: arn, Tags: tagList(tags) })),
  };
}

/** What never had a tag is not told; filters all have to fit, and any of a filter's values does. */
function isWanted({ arn, type, tags }: TaggedResource, params: JsonParams): boolean {
  const types = textsOf(params, "ResourceTypeFilters");
  const arns = textsOf(params, "ResourceARNList");
  const [service] = type.split(":");
  return (
    Object.keys(tags).length > 0 &&
    (types.length === 0 || types.some((one) => one === type || one === service)) &&
    (arns.length === 0 || arns.includes(arn)) &&
    groupsOf(params, "TagFilters").every((filter) => {
      const value = tags[textOf(filter, "Key") ?? ""];
      const values = textsOf(filter, "Values");
      return value !== undefined && (values.length === 0 || values.includes(value));
    })
  );
}
