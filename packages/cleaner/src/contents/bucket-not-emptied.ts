import {
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  type _Error as S3Error,
} from "@aws-sdk/client-s3";
import { accountKey } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";
import type { AccountContext } from "../account/account-context.ts";

/** How many of the objects that stay are named. */
const shown = 3;

/**
 * The error of a bucket in which something stays.
 * @param refused what S3 refused to delete; nothing when it is filled again as fast as it is emptied.
 */
export async function bucketNotEmptied(
  context: AccountContext,
  name: string,
  refused: readonly S3Error[],
): Promise<RegattaError> {
  const [first] = refused;
  const lock = first && (await lockOf(context, name, first));
  const message = first
    ? `${refused.length} objects of bucket ${name} cannot be deleted: ${refused.slice(0, shown).map(describe).join("; ")}${lock ? `. ${lock}` : ""}`
    : `Bucket ${name} is filled again as fast as it is emptied.`;
  return new RegattaError(message, {
    code: "BUCKET_NOT_EMPTIED",
    source: "service",
    account: accountKey(context.account),
    nextStep: nextStepFor(lock, first),
  });
}

function nextStepFor(lock: string | undefined, refused: S3Error | undefined): string {
  if (lock)
    return "Nothing deletes it before then. Do not lock objects in tests, or take the account out of the pool.";
  return refused
    ? "Let the role delete versions of objects (s3:DeleteObjectVersion), and look for a bucket policy that denies it."
    : "Stop what writes into it, a delivery of logs for instance, before the account is cleaned.";
}

function describe({ Key, VersionId, Code, Message }: S3Error): string {
  return `${Key}${VersionId ? ` (version ${VersionId})` : ""}: ${Message ?? Code}`;
}

/** What holds a version of an object, as S3 Object Lock says; undefined when nothing does, or it may not be asked. */
async function lockOf(
  { clients: { s3 }, account }: AccountContext,
  Bucket: string,
  { Key, VersionId }: S3Error,
): Promise<string | undefined> {
  const object = { Bucket, Key, VersionId, ExpectedBucketOwner: account.id };
  const [retention, hold] = await Promise.all([
    s3.send(new GetObjectRetentionCommand(object)).catch(() => undefined),
    s3.send(new GetObjectLegalHoldCommand(object)).catch(() => undefined),
  ]);
  if (hold?.LegalHold?.Status === "ON") return `${Key} is under a legal hold.`;
  const until = retention?.Retention?.RetainUntilDate;
  return until && `${Key} is retained until ${until.toISOString()} (${retention.Retention?.Mode}).`;
}
