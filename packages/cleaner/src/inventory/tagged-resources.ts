import { paginateListStackResources } from "@aws-sdk/client-cloudformation";
import { paginateGetResources, type ResourceTagMapping } from "@aws-sdk/client-resource-groups-tagging-api";
import type { AccountContext } from "../account/account-context.ts";
import { collect } from "../kinds/kind.ts";
import { kinds } from "../kinds/kinds.ts";
import { isAwsOwned } from "./aws-owned.ts";
import type { Resource } from "./inventory.ts";
import { isPhysicalId } from "./is-physical-id.ts";
import { kindOfArn } from "./kind-of-arn.ts";
import type { ProtectedResources } from "./protected-resources.ts";

/**
 * What the tagging API knows beyond the kinds that are listed by their own services. It lists what carries a tag, or
 * did once, which is all that a stack made and takes tags; it is not up to date, so what CloudFormation says it has
 * deleted does not count. Throws the SDK's errors.
 */
export async function taggedResources(
  context: AccountContext,
  kept: ProtectedResources,
): Promise<Resource[]> {
  const pages = paginateGetResources({ client: context.clients.tagging }, { ResourcesPerPage: 100 });
  const mappings = await collect(pages, (page) => page.ResourceTagMappingList);
  const deleted = new DeletedByStacks(context);
  const resources: Resource[] = [];
  for (const mapping of mappings.filter(isForUs)) {
    const { ResourceARN: arn = "" } = mapping;
    const stackName = tagOf(mapping, "aws:cloudformation:stack-name");
    if (kept.has("", [arn]) || (stackName && kept.hasStack(stackName))) continue;
    if (await deleted.has(arn, tagOf(mapping, "aws:cloudformation:stack-id"))) continue;
    resources.push({ kind: kindOfArn(arn), name: arn });
  }
  return resources;
}

function isForUs({ ResourceARN: arn = "" }: ResourceTagMapping): boolean {
  return arn !== "" && !isAwsOwned(arn) && !kinds.some((kind) => kind.arn.test(arn));
}

function tagOf({ Tags = [] }: ResourceTagMapping, key: string): string | undefined {
  return Tags.find(({ Key }) => Key === key)?.Value;
}

/** What stacks have deleted, by their own record: kept for 90 days, to be had by the stack's id (API_ListStackResources). */
class DeletedByStacks {
  readonly #context: AccountContext;
  readonly #records = new Map<string, Promise<string[]>>();

  constructor(context: AccountContext) {
    this.#context = context;
  }

  async has(arn: string, stackId: string | undefined): Promise<boolean> {
    if (!stackId) return false;
    const record = this.#records.get(stackId) ?? this.#read(stackId);
    this.#records.set(stackId, record);
    return (await record).some((physicalId) => isPhysicalId(physicalId, arn));
  }

  async #read(StackName: string): Promise<string[]> {
    const client = this.#context.clients.cloudFormation;
    try {
      const pages = paginateListStackResources({ client }, { StackName });
      const resources = await collect(pages, (page) => page.StackResourceSummaries);
      return resources
        .filter(({ ResourceStatus }) => ResourceStatus === "DELETE_COMPLETE")
        .map(({ PhysicalResourceId = "" }) => PhysicalResourceId);
    } catch (error) {
      // Forgotten after 90 days: then nothing is known, and what is listed counts.
      if ((error as Error).name === "ValidationError") return [];
      throw error;
    }
  }
}
