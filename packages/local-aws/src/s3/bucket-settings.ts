/** A document that can be put at a bucket and got back. */
export interface BucketSetting {
  /** As in `Put<name>`, `Get<name>` and `Delete<name>`. */
  readonly name: string;
  /** Where the deleting operation is called differently. */
  readonly deleteOperation?: string;
  /** The document's root element; JSON has none. */
  readonly root?: string;
  /** What is told where nothing was put: a document, or an error's code and message. */
  readonly unset: { document: string } | { code: string; message: string };
}

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/**
 * The settings that are kept, by the query member they are asked for with. All but versioning change nothing: objects
 * do not expire.
 */
export const bucketSettings: Readonly<Record<string, BucketSetting>> = {
  encryption: {
    name: "BucketEncryption",
    root: "ServerSideEncryptionConfiguration",
    // Since 2023 every bucket has this.
    unset: {
      document: `<ServerSideEncryptionConfiguration ${namespace}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`,
    },
  },
  lifecycle: {
    name: "BucketLifecycleConfiguration",
    deleteOperation: "DeleteBucketLifecycle",
    root: "LifecycleConfiguration",
    unset: { code: "NoSuchLifecycleConfiguration", message: "The lifecycle configuration does not exist" },
  },
  ownershipControls: {
    name: "BucketOwnershipControls",
    root: "OwnershipControls",
    unset: {
      code: "OwnershipControlsNotFoundError",
      message: "The bucket ownership controls were not found",
    },
  },
  policy: {
    name: "BucketPolicy",
    unset: { code: "NoSuchBucketPolicy", message: "The bucket policy does not exist" },
  },
  publicAccessBlock: {
    name: "PublicAccessBlock",
    root: "PublicAccessBlockConfiguration",
    unset: {
      code: "NoSuchPublicAccessBlockConfiguration",
      message: "The public access block configuration was not found",
    },
  },
  tagging: {
    name: "BucketTagging",
    root: "Tagging",
    unset: { code: "NoSuchTagSet", message: "The TagSet does not exist" },
  },
  versioning: {
    name: "BucketVersioning",
    root: "VersioningConfiguration",
    unset: { document: `<VersioningConfiguration ${namespace}/>` },
  },
};
