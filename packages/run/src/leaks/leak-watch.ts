import {
  paginateGetResources,
  type ResourceGroupsTaggingAPIClient,
} from "@aws-sdk/client-resource-groups-tagging-api";
import type { Session } from "@regatta/accounts";
import { createCloudFormationClient, StackReader } from "@regatta/stacks";
import { foreignThings, type TaggedResource } from "./foreign-things.ts";
import { createTaggingClient } from "./tagging-client.ts";

export interface LeakWatchOptions {
  session: Session;
  /** The names of the stacks of the configured services. */
  ownStacks: ReadonlySet<string>;
  signal: AbortSignal;
  /** Told once when the tagging API does not answer: only stacks are compared then. */
  onPartial: (error: unknown) => void;
}

/** Looks an account over, time and again: what is there beside the services, and was not there the last time. */
export class LeakWatch {
  readonly #options: LeakWatchOptions;
  readonly #stacks: StackReader;
  readonly #tagging: ResourceGroupsTaggingAPIClient;
  #isPartial = false;
  #before: ReadonlySet<string> = new Set();

  constructor(options: LeakWatchOptions) {
    const { session, signal } = options;
    this.#options = options;
    this.#stacks = new StackReader({ client: createCloudFormationClient({ session }), signal });
    this.#tagging = createTaggingClient(session);
  }

  /**
   * @returns what is new since the last look, of the first one everything: stacks (`stack <name>`), and Arns of what
   * belongs to none. Throws the SDK's errors where the stacks cannot be read.
   */
  async look(): Promise<string[]> {
    const [stacks, resources] = await Promise.all([this.#stacks.readAll(), this.#resources()]);
    const { ownStacks } = this.#options;
    const now = foreignThings({ stacks: [...stacks.values()], resources, ownStacks });
    const added = [...now].filter((thing) => !this.#before.has(thing)).sort();
    this.#before = now;
    return added;
  }

  async #resources(): Promise<TaggedResource[]> {
    if (this.#isPartial) return [];
    const { signal, onPartial } = this.#options;
    try {
      return await allResources(this.#tagging, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      this.#isPartial = true;
      onPartial(error);
      return [];
    }
  }
}

async function allResources(
  client: ResourceGroupsTaggingAPIClient,
  abortSignal: AbortSignal,
): Promise<TaggedResource[]> {
  const found: TaggedResource[] = [];
  for await (const page of paginateGetResources({ client }, {}, { abortSignal })) {
    for (const { ResourceARN: arn = "", Tags = [] } of page.ResourceTagMappingList ?? []) {
      found.push({ arn, tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])) });
    }
  }
  return found;
}
