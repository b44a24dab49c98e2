import { S3Client } from "@aws-sdk/client-s3";
import type { Session } from "@regatta/accounts";

/** With so many attempts a service that fails now and then, or drops its answers, is ridden out. */
const maxAttempts = 8;

/** The one place where an S3 client is made: inside the session's account, with its credentials. */
export function createS3Client({ session }: { session: Session }): S3Client {
  return new S3Client({
    region: session.account.region,
    credentials: () => session.credentials(),
    maxAttempts,
    retryMode: "standard",
  });
}
