import type { AwsError } from "../../gateway/service.ts";
import type { Bucket, DeleteTarget, Deletion } from "../bucket.ts";
import { isDeleteMarker } from "../model.ts";
import { s3Error } from "../s3-error.ts";
import { objectBodyOf } from "../wire/object-body.ts";
import { readXml, xmlAnswer } from "../wire/xml.ts";
import { isLocked } from "./object-lock.ts";
import { type BucketOperation, emptyAnswer } from "./operation.ts";

const maxDeleted = 1_000;

/** Deleting what is not there is no error. */
export const deleteObject: BucketOperation = async ({ bucket, clock, request }) => {
  const versionId = request.query.get("versionId");
  const target = { key: request.key, ...(versionId === null ? {} : { versionId }) };
  const refused = refusalOf(bucket, target, clock.now());
  if (refused) throw refused;
  const [deletion = {}] = await bucket.delete([target], clock.now());
  const version = deletion.marker ?? deletion.removed;
  const isMarker = version !== undefined && isDeleteMarker(version);
  return emptyAnswer(204, {
    ...(isMarker ? { "x-amz-delete-marker": "true" } : {}),
    ...(version && bucket.versioning ? { "x-amz-version-id": version.versionId } : {}),
  });
};

/** What cannot be deleted is told by key and version; with Quiet nothing else is. */
export const deleteObjects: BucketOperation = async ({ bucket, clock, request }) => {
  const { bytes } = objectBodyOf(request);
  const { Object: listed, Quiet: quiet } = readXml(bytes, "Delete");
  const targets = [listed ?? []].flat().map(targetOf);
  if (targets.length === 0 || targets.length > maxDeleted || targets.some(({ key }) => key === "")) {
    throw s3Error.malformedXml();
  }
  const now = clock.now();
  const judged = targets.map((target) => ({ target, refused: refusalOf(bucket, target, now) }));
  const allowed = judged.flatMap(({ target, refused }) => (refused ? [] : [target]));
  const deletions = await bucket.delete(allowed, now);
  const Deleted = allowed.map((target, at) => deletedAnswer(target, deletions[at]));
  const refusals = judged.flatMap(({ target, refused }) => (refused ? [errorAnswer(target, refused)] : []));
  return xmlAnswer("DeleteResult", { ...(quiet === "true" ? {} : { Deleted }), Error: refusals });
};

function targetOf(listed: unknown): DeleteTarget {
  const { Key: key = "", VersionId: versionId } = listed as { Key?: unknown; VersionId?: unknown };
  return { key: String(key), ...(versionId === undefined ? {} : { versionId: String(versionId) }) };
}

/** A version under object lock stays ("How S3 Object Lock works" in the S3 user guide). */
function refusalOf(bucket: Bucket, { key, versionId }: DeleteTarget, now: number): AwsError | undefined {
  if (versionId === undefined) return undefined;
  const version = bucket.version(key, versionId);
  return version && !isDeleteMarker(version) && isLocked(version, now) ? s3Error.locked() : undefined;
}

function deletedAnswer({ key, versionId }: DeleteTarget, deletion: Deletion = {}): Record<string, unknown> {
  const version = deletion.marker ?? deletion.removed;
  const isMarker = version !== undefined && isDeleteMarker(version);
  return {
    Key: key,
    ...(versionId === undefined ? {} : { VersionId: versionId }),
    ...(isMarker ? { DeleteMarker: true, DeleteMarkerVersionId: version.versionId } : {}),
  };
}

function errorAnswer({ key, versionId }: DeleteTarget, { code, message }: AwsError): Record<string, unknown> {
  const version = versionId === undefined ? {} : { VersionId: versionId };
  return { Key: key, ...version, Code: code, Message: message };
}
