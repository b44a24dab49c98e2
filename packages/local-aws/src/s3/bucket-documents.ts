import { xmlText } from "../gateway/xml-text.ts";
import { type Tags, tagList, tagsIn } from "../wire/tags.ts";
import type { BucketRecord } from "./model.ts";
import { readXml } from "./wire/xml.ts";

/*
 * A bucket's settings are kept as the documents they were put as; these write and read the few that mean something
 * here.
 */

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** What PutBucketVersioning sends. */
export function versioningDocument(status: string): string {
  return `<VersioningConfiguration ${namespace}><Status>${xmlText(status)}</Status></VersioningConfiguration>`;
}

/** What PutBucketTagging sends. */
export function taggingDocument(tags: Tags): string {
  const set = tagList(tags).map(
    ({ Key, Value }) => `<Tag><Key>${xmlText(Key)}</Key><Value>${xmlText(Value)}</Value></Tag>`,
  );
  return `<Tagging ${namespace}><TagSet>${set.join("")}</TagSet></Tagging>`;
}

/** The tags a bucket was given. */
export function tagsOfBucket({ settings }: Pick<BucketRecord, "settings">): Tags {
  if (settings.tagging === undefined) return {};
  const { TagSet: set } = readXml(Buffer.from(settings.tagging), "Tagging") as {
    TagSet?: { Tag?: unknown };
  };
  return tagsIn([set?.Tag ?? []].flat());
}
