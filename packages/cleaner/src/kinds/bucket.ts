import { DeleteBucketCommand, paginateListBuckets } from "@aws-sdk/client-s3";
import { emptyBucket } from "../contents/empty-bucket.ts";
import { unlessGone } from "../contents/unless-gone.ts";
import { collect, type Kind } from "./kind.ts";

/** Buckets of the account's own region: those of another may be in the hands of who holds the account there. */
export const bucket: Kind = {
  name: "bucket",
  type: "AWS::S3::Bucket",
  arn: /^arn:[^:]+:s3:::[^/]+$/,
  async list({ clients, account }) {
    const pages = paginateListBuckets(
      { client: clients.s3, pageSize: 1_000 },
      { BucketRegion: account.region },
    );
    const buckets = await collect(pages, (page) => page.Buckets);
    return buckets.map(({ Name = "" }) => ({ name: Name, arn: `arn:aws:s3:::${Name}` }));
  },
  async remove(context, name) {
    await emptyBucket(context, name);
    const call = new DeleteBucketCommand({ Bucket: name, ExpectedBucketOwner: context.account.id });
    await unlessGone(context.clients.s3.send(call), "NoSuchBucket");
  },
};
