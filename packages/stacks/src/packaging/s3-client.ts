import { S3Client } from "@aws-sdk/client-s3";
import type { Session } from "@regatta/accounts";

/** As for CloudFormation: with 30 % of calls refused, fewer than one operation in 100,000 stays unanswered. */
const maxAttempts = 10;

/** The one place where an S3 client is made: inside the session's account, with its credentials. */
export function createS3Client({ session }: { session: Session }): S3Client {
  return new S3Client({
    region: session.account.region,
    credentials: () => session.credentials(),
    maxAttempts,
    retryMode: "standard",
  });
}
