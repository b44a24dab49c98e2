import type { RecordOwner } from "../state/account-records.ts";
import type { Tags } from "../wire/tags.ts";

/** A resource as the tagging API tells of it. */
export interface TaggedResource {
  readonly arn: string;
  /** As in ResourceTypeFilters: `lambda:function`, `s3:bucket`. */
  readonly type: string;
  readonly tags: Tags;
}

/** Whoever has resources with tags. */
export interface TagSource {
  /** Everything of an account in a region, with tags or without. */
  taggedResources(owner: RecordOwner): Promise<TaggedResource[]>;
}
