import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { TestAws, withFolder } from "../testing/test-aws.ts";

let world: TestAws;
beforeEach(async () => {
  world = await TestAws.start();
});
afterEach(() => world.close());

const Bucket = "artifacts-of-shop";

async function withBucket(client = world.s3()): Promise<S3Client> {
  await client.send(new CreateBucketCommand({ Bucket }));
  return client;
}

/** The error name and status a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  return error ? `${error.name} ${error.$metadata?.httpStatusCode}` : "answered";
}

async function read(client: S3Client, Key: string): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

test("an object comes back as it was put, with its type, metadata and checksum", async () => {
  const client = await withBucket();
  const Key = "shop/a b+c&d=ü/ö'(1)!.zip";
  const { ETag } = await client.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body: "zipped",
      ContentType: "application/zip",
      Metadata: { digest: "abc" },
    }),
  );
  const answer = await client.send(new GetObjectCommand({ Bucket, Key }));
  expect(await answer.Body?.transformToString()).toBe("zipped");
  expect(answer).toMatchObject({ ETag, ContentType: "application/zip", Metadata: { digest: "abc" } });
  expect(await client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
    ContentLength: 6,
    ETag,
    Metadata: { digest: "abc" },
  });
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents?.map((one) => [one.Key, one.Size, one.ETag])).toEqual([[Key, 6, ETag]]);
});

test("bodies arrive whole however they are sent: as a stream in chunks, empty, or as bytes", async () => {
  const client = await withBucket();
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));
  const halves = [bytes.subarray(0, 70_000), bytes.subarray(70_000)];
  await client.send(
    new PutObjectCommand({ Bucket, Key: "stream", Body: Readable.from(halves), ContentLength: bytes.length }),
  );
  await client.send(new PutObjectCommand({ Bucket, Key: "bytes", Body: bytes }));
  await client.send(new PutObjectCommand({ Bucket, Key: "empty", Body: "", ContentLength: 0 }));
  const stream = await client.send(new GetObjectCommand({ Bucket, Key: "stream" }));
  expect(Buffer.from((await stream.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  expect(stream.ContentEncoding).toBeUndefined();
  expect((await client.send(new HeadObjectCommand({ Bucket, Key: "bytes" }))).ContentLength).toBe(200_000);
  expect(await read(client, "empty")).toBe("");
});

test("a part of an object is told by its range", async () => {
  const client = await withBucket();
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "0123456789" }));
  const part = async (Range: string) => {
    const { Body, ContentRange } = await client.send(new GetObjectCommand({ Bucket, Key: "a", Range }));
    return [await Body?.transformToString(), ContentRange];
  };
  expect(await part("bytes=2-4")).toEqual(["234", "bytes 2-4/10"]);
  expect(await part("bytes=-3")).toEqual(["789", "bytes 7-9/10"]);
  expect(await refusal(part("bytes=10-"))).toBe("InvalidRange 416");
});

test("what does not fit its checksum is refused and not kept", async () => {
  const client = await withBucket();
  const wrong = new PutObjectCommand({ Bucket, Key: "a", Body: "text", ChecksumCRC32: "AAAAAA==" });
  expect(await refusal(client.send(wrong))).toBe("BadDigest 400");
  expect(await refusal(read(client, "a"))).toBe("NoSuchKey 404");
});

test("a bucket is there, in its region, until it is deleted, which it cannot be while it holds something", async () => {
  const client = await withBucket();
  expect(await client.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: "eu-west-1" });
  const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
  expect(LocationConstraint).toBe("eu-west-1");
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  expect(await refusal(client.send(new DeleteBucketCommand({ Bucket })))).toBe("BucketNotEmpty 409");
  await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  await client.send(new DeleteBucketCommand({ Bucket }));
  expect(await refusal(client.send(new HeadBucketCommand({ Bucket })))).toBe("NotFound 404");
  expect(await refusal(client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" })))).toBe(
    "NoSuchBucket 404",
  );
});

test("names of buckets are one space, and their content is their account's alone", async () => {
  const [mine, theirs] = [
    world.s3({ credentials: await world.enter(0) }),
    world.s3({ credentials: await world.enter(1) }),
  ];
  await withBucket(mine);
  await mine.send(new PutObjectCommand({ Bucket, Key: "a", Body: "secret" }));
  expect(await refusal(mine.send(new CreateBucketCommand({ Bucket })))).toBe("BucketAlreadyOwnedByYou 409");
  expect(await refusal(theirs.send(new CreateBucketCommand({ Bucket })))).toBe("BucketAlreadyExists 409");
  expect(await refusal(theirs.send(new HeadBucketCommand({ Bucket })))).toMatch(/ 403$/);
  expect(await refusal(read(theirs, "a"))).toBe("AccessDenied 403");
  expect(await refusal(theirs.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" })))).toBe(
    "AccessDenied 403",
  );
  expect((await theirs.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  expect((await mine.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
});

test("a bucket of another owner than expected is refused, even to its own account", async () => {
  const client = await withBucket();
  const head = (ExpectedBucketOwner: string) =>
    client.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner }));
  expect(await refusal(head(world.aws.hub.id))).toBe("answered");
  expect(await refusal(head("210000000001"))).toMatch(/ 403$/);
});

test("a bucket is made in the region that is asked, with a name that is one", async () => {
  const client = world.s3();
  const illegal = { LocationConstraint: "us-west-2" as const };
  const elsewhere = new CreateBucketCommand({ Bucket, CreateBucketConfiguration: illegal });
  expect(await refusal(client.send(elsewhere))).toBe("IllegalLocationConstraintException 400");
  expect(await refusal(client.send(new CreateBucketCommand({ Bucket: "Not_A_Name" })))).toBe(
    "InvalidBucketName 400",
  );
  const first = world.s3({ region: "us-east-1" });
  await first.send(new CreateBucketCommand({ Bucket }));
  await first.send(new CreateBucketCommand({ Bucket }));
  const { LocationConstraint } = await first.send(new GetBucketLocationCommand({ Bucket }));
  expect(LocationConstraint).toBeUndefined();
});

test("objects are listed in the order of their keys, in pages, by prefix and folder", async () => {
  const client = await withBucket();
  const keys = ["b/2", "a", "b/1", "c/x/y", "b/3", "é", "z"];
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const seen: Array<string | undefined> = [];
  let pages = 0;
  for await (const page of paginateListObjectsV2({ client, pageSize: 3 }, { Bucket })) {
    pages += 1;
    seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
  }
  expect([pages, seen]).toEqual([3, ["a", "b/1", "b/2", "b/3", "c/x/y", "z", "é"]]);
  const folders = await client.send(new ListObjectsV2Command({ Bucket, Delimiter: "/" }));
  expect(folders.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(["b/", "c/"]);
  expect(folders.Contents?.map(({ Key }) => Key)).toEqual(["a", "z", "é"]);
  const one = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "b/", StartAfter: "b/1" }));
  expect(one.Contents?.map(({ Key }) => Key)).toEqual(["b/2", "b/3"]);
});

test("many objects are deleted at once; those not there are no error", async () => {
  const client = await withBucket();
  for (const Key of ["a", "b", "c"]) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const Objects = [{ Key: "a" }, { Key: "c" }, { Key: "<none>" }];
  const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect([Deleted, Errors]).toEqual([Objects, undefined]);
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(["b"]);
});

test("settings of a bucket come back as they were put, and those never put are told as S3 does", async () => {
  const client = await withBucket();
  const encryption = await client.send(new GetBucketEncryptionCommand({ Bucket }));
  const [rule] = encryption.ServerSideEncryptionConfiguration?.Rules ?? [];
  expect(rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
  expect(await refusal(client.send(new GetPublicAccessBlockCommand({ Bucket })))).toBe(
    "NoSuchPublicAccessBlockConfiguration 404",
  );
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true, RestrictPublicBuckets: true };
  await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  expect(await client.send(new GetPublicAccessBlockCommand({ Bucket }))).toMatchObject({
    PublicAccessBlockConfiguration,
  });
  const Rules = [{ ID: "old", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 7 } }];
  await client.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
  );
  expect((await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toMatchObject(
    Rules,
  );
  const TagSet = [{ Key: "regatta:service", Value: "shop & co" }];
  await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  expect((await client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
});

test("what is not here is refused, not half done", async () => {
  const client = await withBucket();
  const copy = new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/a` });
  expect(await refusal(client.send(copy))).toBe("NotImplemented 501");
});

test("wrong keys and unsigned requests are refused in S3's own words", async () => {
  await withBucket();
  const guessed = world.s3({ credentials: { ...world.hubCredentials, secretAccessKey: "guessed" } });
  expect(await refusal(read(guessed, "a"))).toBe("SignatureDoesNotMatch 403");
  const nobody = world.s3({ credentials: { accessKeyId: "AKIANOBODY", secretAccessKey: "secret" } });
  expect(await refusal(read(nobody, "a"))).toBe("InvalidAccessKeyId 403");
  const unsigned = await fetch(`${world.aws.url}/${Bucket}/a`);
  expect([unsigned.status, await unsigned.text()]).toEqual([403, expect.stringContaining("AccessDenied")]);
});

test("faults meet S3 as they meet the others, and the SDK's retries get over those that pass", async () => {
  await withBucket();
  world.aws.faults.add({ service: "s3", operation: "PutObject", times: 1, kind: { kind: "throttle" } });
  const put = () => world.s3().send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  expect(await refusal(put())).toBe("SlowDown 503");
  world.aws.faults.add({ service: "s3", times: 1, kind: { kind: "server-error" } });
  const patient = world.s3({ maxAttempts: 2 });
  const { $metadata } = await patient.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  expect($metadata.attempts).toBe(2);
  expect(
    world.aws.requests.list({ service: "s3" }).map(({ operation, status }) => `${operation} ${status}`),
  ).toEqual(["CreateBucket 200", "PutObject 503", "PutObject 500", "PutObject 200"]);
});

test("buckets and objects outlive a restart on the same folder", async () => {
  await withFolder(async (stateDirectory) => {
    const before = await TestAws.start({ stateDirectory });
    const client = await withBucket(before.s3());
    for (const Key of ["a", "gone"]) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "newer" }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    await before.close();
    const after = await TestAws.start({ stateDirectory });
    expect(await read(after.s3(), "a")).toBe("newer");
    const { Contents } = await after.s3().send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(["a"]);
    await after.close();
  });
});
