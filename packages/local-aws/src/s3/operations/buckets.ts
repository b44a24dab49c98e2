import { pageOf } from "../../wire/page.ts";
import { s3Error } from "../s3-error.ts";
import { readXml, xmlAnswer } from "../wire/xml.ts";
import { type BucketOperation, emptyAnswer, type Operation, type OperationContext } from "./operation.ts";

/** The region whose endpoint is also the global one. */
const firstRegion = "us-east-1";

export const createBucket: Operation = async ({ buckets, caller, request }) => {
  const region = locationOf(request, caller);
  await buckets.create(request.bucket, { account: caller.account, region }).catch((error) => {
    // The one region in which creating a bucket again is no error.
    if (error.code !== "BucketAlreadyOwnedByYou" || region !== firstRegion) throw error;
  });
  return emptyAnswer(200, { location: `/${request.bucket}` });
};

/** Where the bucket is to be; the endpoint of a region makes buckets in that region alone. */
function locationOf({ body }: OperationContext["request"], { region }: OperationContext["caller"]): string {
  const content = body.length === 0 ? {} : readXml(body, "CreateBucketConfiguration");
  const told = content.LocationConstraint;
  const constraint = typeof told === "string" && told !== "" ? told : undefined;
  if (region === firstRegion) return constraint ?? region;
  if (constraint !== region) throw s3Error.illegalLocation(constraint ?? "unspecified");
  return region;
}

export const listBuckets: Operation = async ({ buckets, caller, request }) => {
  const { query } = request;
  const prefix = query.get("prefix") ?? "";
  const region = query.get("bucket-region");
  const wanted = (await buckets.list(caller.account))
    .map(({ record }) => record)
    .filter((record) => record.name.startsWith(prefix) && (region === null || record.region === region));
  const page = pageOf(wanted, {
    keyOf: ({ name }) => name,
    size: Number(query.get("max-buckets") ?? 10_000),
    token: query.get("continuation-token") ?? undefined,
    wrongToken: () => s3Error.invalidArgument("The continuation token provided is incorrect"),
  });
  const Bucket = page.items.map((record) => ({
    Name: record.name,
    CreationDate: new Date(record.createdAt).toISOString(),
    BucketRegion: record.region,
  }));
  return xmlAnswer("ListAllMyBucketsResult", {
    Buckets: { Bucket },
    Owner: { ID: caller.account },
    ...(page.nextToken === undefined ? {} : { ContinuationToken: page.nextToken }),
  });
};

export const headBucket: BucketOperation = async ({ bucket }) =>
  emptyAnswer(200, { "x-amz-bucket-region": bucket.record.region, "x-amz-access-point-alias": "false" });

export const getBucketLocation: BucketOperation = async ({ bucket }) => {
  const { region } = bucket.record;
  return xmlAnswer("LocationConstraint", region === firstRegion ? {} : { "#text": region });
};

export const deleteBucket: BucketOperation = async ({ buckets, caller, request }) => {
  await buckets.delete(request.bucket, caller);
  return emptyAnswer(204);
};
