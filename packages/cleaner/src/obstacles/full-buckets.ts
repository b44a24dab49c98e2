import { emptyBucket } from "../contents/empty-bucket.ts";
import type { Obstacle } from "./obstacle.ts";

/** A bucket with anything in it, old versions and delete markers too, cannot be deleted. */
export const fullBuckets: Obstacle = {
  types: ["AWS::S3::Bucket"],
  async clear(context, buckets) {
    for (const { id } of buckets) {
      const deleted = await emptyBucket(context, id);
      if (deleted === 0) continue;
      const what = `emptied of ${deleted.toLocaleString("en-US")} versions`;
      context.onEvent({ kind: "obstacle-cleared", resource: `bucket ${id}`, what });
    }
  },
};
