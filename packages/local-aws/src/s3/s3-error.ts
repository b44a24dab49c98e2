import { AwsError } from "../gateway/service.ts";

/** Codes, statuses and words of the S3 API reference, "Error responses". */
export const s3Error = {
  accessDenied: () => new AwsError("AccessDenied", "Access Denied", 403),
  badDigest: (algorithm: string) =>
    new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`),
  bucketNotEmpty: () => new AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", 409),
  bucketTaken: () =>
    new AwsError(
      "BucketAlreadyExists",
      "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
      409,
    ),
  bucketYours: () =>
    new AwsError(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      409,
    ),
  incompleteBody: () =>
    new AwsError(
      "IncompleteBody",
      "You did not provide the number of bytes specified by the Content-Length HTTP header",
    ),
  invalidArgument: (message: string) => new AwsError("InvalidArgument", message),
  invalidBucketName: () => new AwsError("InvalidBucketName", "The specified bucket is not valid."),
  illegalLocation: (constraint: string) =>
    new AwsError(
      "IllegalLocationConstraintException",
      `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    ),
  locked: () => new AwsError("AccessDenied", "Access Denied because object protected by object lock.", 403),
  malformedXml: () =>
    new AwsError(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    ),
  methodNotAllowed: () =>
    new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405),
  noLock: () =>
    new AwsError(
      "NoSuchObjectLockConfiguration",
      "The specified object does not have a ObjectLock configuration",
      404,
    ),
  noSuchBucket: () => new AwsError("NoSuchBucket", "The specified bucket does not exist", 404),
  noSuchKey: () => new AwsError("NoSuchKey", "The specified key does not exist.", 404),
  noSuchUpload: () =>
    new AwsError(
      "NoSuchUpload",
      "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
      404,
    ),
  noSuchVersion: () => new AwsError("NoSuchVersion", "The specified version does not exist.", 404),
  preconditionFailed: () =>
    new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412),
  rangeNotSatisfiable: () => new AwsError("InvalidRange", "The requested range is not satisfiable", 416),
  wrongRegion: (used: string, expected: string) =>
    new AwsError(
      "AuthorizationHeaderMalformed",
      `The authorization header is malformed; the region '${used}' is wrong; expecting '${expected}'`,
    ),
};
