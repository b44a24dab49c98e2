import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  paginateListBuckets,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { remove, settled, template } from "../cloudformation/testing/stacks.ts";
import { TestAws, withFolder } from "../testing/test-aws.ts";

let world: TestAws;
let s3: S3Client;
beforeAll(async () => {
  world = await TestAws.start();
  s3 = world.s3();
});
afterAll(() => world.close());

async function versioned(Bucket: string, client = s3): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
}

/** All versions and markers, `key latest? marker?`, page by page. */
async function everything(Bucket: string, client = s3) {
  const found: Array<{ Key: string; VersionId: string }> = [];
  const lines: string[] = [];
  let markers = {};
  for (;;) {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }));
    const { Versions = [], DeleteMarkers = [], NextKeyMarker, NextVersionIdMarker } = page;
    for (const { Key = "", VersionId = "", IsLatest } of [...DeleteMarkers, ...Versions]) {
      found.push({ Key, VersionId });
      lines.push(`${Key}${IsLatest ? " latest" : ""}`);
    }
    if (!page.IsTruncated) return { found, lines };
    markers = { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker };
  }
}

test("a bucket with versions keeps them all, and hides what is deleted behind a marker", async () => {
  const Bucket = "versions-kept";
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "a/1", Body: "before" }));
  expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).not.toHaveProperty("Status");
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: "a/1", Body: "after" }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "b", Body: "b" }));
  const deleted = await s3.send(new DeleteObjectCommand({ Bucket, Key: "a/1" }));
  expect(deleted.DeleteMarker).toBe(true);
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: "a/1" }))).rejects.toMatchObject({
    name: "NoSuchKey",
  });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents.map(({ Key }) => Key)).toEqual(["b"]);
  expect((await everything(Bucket)).lines).toEqual(["a/1 latest", "a/1", "a/1", "b latest"]);
  const old = await s3.send(new GetObjectCommand({ Bucket, Key: "a/1", VersionId: "null" }));
  expect(await old.Body?.transformToString()).toBe("before");
  const newer = await s3.send(new GetObjectCommand({ Bucket, Key: "a/1", VersionId }));
  expect([await newer.Body?.transformToString(), newer.VersionId]).toEqual(["after", VersionId]);
  // Taking the marker away brings the object back.
  const marker = { Bucket, Key: "a/1", VersionId: deleted.VersionId };
  expect((await s3.send(new DeleteObjectCommand(marker))).DeleteMarker).toBe(true);
  const back = await s3.send(new GetObjectCommand({ Bucket, Key: "a/1" }));
  expect(await back.Body?.transformToString()).toBe("after");
});

test("a bucket cannot be deleted before every version and marker is, page by page", async () => {
  const Bucket = "versions-emptied";
  await versioned(Bucket);
  for (const Key of ["a", "a", "b", "c"]) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const Objects = [{ Key: "a" }, { Key: "c" }];
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  const remaining = async () => (await everything(Bucket)).found;
  expect(await remaining()).toHaveLength(6);
  const refused = s3.send(new DeleteBucketCommand({ Bucket }));
  await expect(refused).rejects.toMatchObject({ name: "BucketNotEmpty" });
  // A page is deleted before the next is asked for.
  let markers = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }));
    const listed = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    const Delete = { Objects: listed.map(({ Key = "", VersionId }) => ({ Key, VersionId })), Quiet: true };
    expect(await s3.send(new DeleteObjectsCommand({ Bucket, Delete }))).not.toHaveProperty("Deleted");
    if (!page.IsTruncated) break;
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
  expect(await remaining()).toEqual([]);
  await s3.send(new DeleteBucketCommand({ Bucket }));
});

test("what is locked stays, and is told among what was deleted", async () => {
  const Bucket = "versions-locked";
  await versioned(Bucket);
  const lock = { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: new Date("2999-01-01") } as const;
  const locked = await s3.send(new PutObjectCommand({ Bucket, Key: "locked", Body: "1", ...lock }));
  const free = await s3.send(new PutObjectCommand({ Bucket, Key: "free", Body: "1" }));
  const Objects = [
    { Key: "locked", VersionId: locked.VersionId },
    { Key: "free", VersionId: free.VersionId },
  ];
  const Delete = { Objects, Quiet: true };
  const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
  expect(Errors).toMatchObject([{ ...Objects[0], Code: "AccessDenied" }]);
  expect((await everything(Bucket)).found).toEqual([Objects[0]]);
  const { Retention } = await s3.send(
    new GetObjectRetentionCommand({ Bucket, ...Objects[0], Key: "locked" }),
  );
  expect(Retention).toEqual({ Mode: "COMPLIANCE", RetainUntilDate: lock.ObjectLockRetainUntilDate });
  const hold = { Bucket, Key: "held", Body: "1", ObjectLockLegalHoldStatus: "ON" } as const;
  const { VersionId } = await s3.send(new PutObjectCommand(hold));
  const held = { Bucket, Key: "held", VersionId };
  const refused = s3.send(new DeleteObjectCommand(held));
  await expect(refused).rejects.toMatchObject({ name: "AccessDenied" });
  const { LegalHold } = await s3.send(new GetObjectLegalHoldCommand(held));
  expect(LegalHold).toEqual({ Status: "ON" });
});

test("buckets are listed by prefix, region and page", async () => {
  for (const at of [1, 2, 3]) await s3.send(new CreateBucketCommand({ Bucket: `listed-${at}` }));
  const elsewhere = world.s3({ region: "us-east-1" });
  await elsewhere.send(new CreateBucketCommand({ Bucket: "listed-elsewhere" }));
  const names: string[][] = [];
  const wanted = { Prefix: "listed-", BucketRegion: "eu-west-1" };
  for await (const { Buckets = [] } of paginateListBuckets({ client: s3, pageSize: 2 }, wanted)) {
    names.push(Buckets.map(({ Name = "" }) => Name));
  }
  expect(names).toEqual([["listed-1", "listed-2"], ["listed-3"]]);
});

test("an upload that was begun is listed until it is aborted", async () => {
  const Bucket = "uploads-begun";
  await versioned(Bucket);
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "big" }));
  const listed = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  expect(listed.Uploads).toMatchObject([{ Key: "big", UploadId }]);
  await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: "big", UploadId }));
  expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
});

test("a stack's bucket has the versions and tags of its template, and is not deleted while it has any", async () => {
  const cloudformation = world.cloudformation();
  const Properties = {
    BucketName: "versions-of-stack",
    VersioningConfiguration: { Status: "Enabled" },
    Tags: [{ Key: "own", Value: "1" }],
  };
  const TemplateBody = template({ Files: { Type: "AWS::S3::Bucket", Properties } });
  const Tags = [{ Key: "team", Value: "a & b" }];
  await cloudformation.send(new CreateStackCommand({ StackName: "files", TemplateBody, Tags }));
  const { StackId } = await settled(cloudformation, "files");
  const Bucket = "versions-of-stack";
  const { TagSet = [] } = await s3.send(new GetBucketTaggingCommand({ Bucket }));
  expect(TagSet).toEqual([
    { Key: "aws:cloudformation:logical-id", Value: "Files" },
    { Key: "aws:cloudformation:stack-id", Value: StackId },
    { Key: "aws:cloudformation:stack-name", Value: "files" },
    { Key: "own", Value: "1" },
    { Key: "team", Value: "a & b" },
  ]);
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "a" }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  expect((await remove(cloudformation, "files")).StackStatus).toBe("DELETE_FAILED");
  for (const { Key, VersionId: id } of (await everything(Bucket)).found) {
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: id }));
  }
  expect(VersionId).toBeDefined();
  expect((await remove(cloudformation, "files")).StackStatus).toBe("DELETE_COMPLETE");
});

test("versions and markers survive a restart", async () => {
  await withFolder(async (stateDirectory) => {
    const Bucket = "versions-for-ever";
    const first = await TestAws.start({ stateDirectory });
    await versioned(Bucket, first.s3());
    await first.s3().send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
    await first.s3().send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    const before = await everything(Bucket, first.s3());
    await first.close();
    const second = await TestAws.start({ stateDirectory });
    expect(await everything(Bucket, second.s3())).toEqual(before);
    expect(before.lines).toEqual(["a latest", "a"]);
    await second.close();
  });
});
