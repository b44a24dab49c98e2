import type { Access, AccessTable } from "./access.ts";

/** Operations whose action has another name (S3 guide, "Required permissions for Amazon S3 API operations"). */
const actions: Readonly<Record<string, string>> = {
  ListBuckets: "ListAllMyBuckets",
  HeadBucket: "ListBucket",
  ListObjects: "ListBucket",
  ListObjectsV2: "ListBucket",
  ListObjectVersions: "ListBucketVersions",
  ListMultipartUploads: "ListBucketMultipartUploads",
  HeadObject: "GetObject",
  DeleteObjects: "DeleteObject",
  PutBucketEncryption: "PutEncryptionConfiguration",
  GetBucketEncryption: "GetEncryptionConfiguration",
  DeleteBucketEncryption: "PutEncryptionConfiguration",
  PutBucketLifecycleConfiguration: "PutLifecycleConfiguration",
  GetBucketLifecycleConfiguration: "GetLifecycleConfiguration",
  DeleteBucketLifecycle: "PutLifecycleConfiguration",
  PutPublicAccessBlock: "PutBucketPublicAccessBlock",
  GetPublicAccessBlock: "GetBucketPublicAccessBlock",
  DeletePublicAccessBlock: "PutBucketPublicAccessBlock",
  DeleteBucketTagging: "PutBucketTagging",
  DeleteBucketOwnershipControls: "PutBucketOwnershipControls",
};

/** Of one version each. */
const versioned = ["GetObject", "DeleteObject"];

/** S3: buckets and objects have no account and no region in their ARNs. */
export const s3Access: AccessTable = ({ operation, params }) => {
  const { bucket, key, query, body } = params as {
    bucket: string;
    key: string;
    query: URLSearchParams;
    body: Buffer;
  };
  const action = actions[operation] ?? operation;
  if (operation === "DeleteObjects") return deletedObjects(bucket, body);
  const isVersion = query?.has("versionId") && versioned.includes(action);
  const resource = bucket === "" ? "*" : `arn:aws:s3:::${bucket}${key === "" ? "" : `/${key}`}`;
  const prefix = query?.get("prefix") ?? undefined;
  return [
    { action: `s3:${action}${isVersion ? "Version" : ""}`, resource, context: { "s3:prefix": prefix } },
  ];
};

/** Each object needs its own permission, an older version of it another one. */
function deletedObjects(bucket: string, body: Buffer): Access[] {
  const objects = body.toString("utf8").matchAll(/<Object>(.*?)<\/Object>/gs);
  return [...objects].map(([, object = ""]) => {
    const [, key = ""] = /<Key>(.*?)<\/Key>/s.exec(object) ?? [];
    const action = object.includes("<VersionId>") ? "s3:DeleteObjectVersion" : "s3:DeleteObject";
    return { action, resource: `arn:aws:s3:::${bucket}/${unescaped(key)}` };
  });
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
