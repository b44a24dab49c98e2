import { AwsError } from "../../gateway/service.ts";
import { type BucketSetting, bucketSettings } from "../bucket-settings.ts";
import { documentAnswer, readXml } from "../wire/xml.ts";
import { type BucketOperation, emptyAnswer } from "./operation.ts";

/** Putting, getting and deleting each of a bucket's settings, by the operation's name. */
export const settingOperations: Record<string, BucketOperation> = Object.fromEntries(
  Object.entries(bucketSettings).flatMap(([key, setting]) => [
    [`Put${setting.name}`, put(key, setting)],
    [`Get${setting.name}`, get(key, setting)],
    [setting.deleteOperation ?? `Delete${setting.name}`, remove(key)],
  ]),
);

function put(key: string, { root }: BucketSetting): BucketOperation {
  return async ({ bucket, buckets, request }) => {
    if (root !== undefined) readXml(request.body, root);
    bucket.record.settings[key] = request.body.toString("utf8").replace(/^<\?xml[^>]*\?>\s*/, "");
    await buckets.save();
    return emptyAnswer(200);
  };
}

function get(key: string, { root, unset }: BucketSetting): BucketOperation {
  return async ({ bucket }) => {
    const kept = bucket.record.settings[key];
    const contentType = root === undefined ? "application/json" : "application/xml";
    if (kept !== undefined) return documentAnswer(kept, contentType);
    if ("document" in unset) return documentAnswer(unset.document, contentType);
    throw new AwsError(unset.code, unset.message, 404);
  };
}

function remove(key: string): BucketOperation {
  return async ({ bucket, buckets }) => {
    delete bucket.record.settings[key];
    await buckets.save();
    return emptyAnswer(204);
  };
}
