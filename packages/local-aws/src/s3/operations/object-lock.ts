import type { ObjectRecord } from "../model.ts";
import { s3Error } from "../s3-error.ts";
import { xmlAnswer } from "../wire/xml.ts";
import { objectAskedFor } from "./objects.ts";
import type { BucketOperation } from "./operation.ts";

/** What PutObject was told in `x-amz-object-lock-…`. */
function lockOf({ headers }: ObjectRecord) {
  return {
    mode: headers["x-amz-object-lock-mode"],
    until: headers["x-amz-object-lock-retain-until-date"],
    hold: headers["x-amz-object-lock-legal-hold"],
  };
}

/** Until its date, or for as long as a legal hold is on it. @param now server time, ms since the epoch. */
export function isLocked(object: ObjectRecord, now: number): boolean {
  const { until = "", hold } = lockOf(object);
  return hold === "ON" || Date.parse(until) > now;
}

export const getObjectRetention: BucketOperation = async ({ bucket, request }) => {
  const { mode, until } = lockOf(objectAskedFor(bucket, request));
  if (until === undefined) throw s3Error.noLock();
  return xmlAnswer("Retention", { Mode: mode, RetainUntilDate: until });
};

export const getObjectLegalHold: BucketOperation = async ({ bucket, request }) => {
  const { hold } = lockOf(objectAskedFor(bucket, request));
  if (hold === undefined) throw s3Error.noLock();
  return xmlAnswer("LegalHold", { Status: hold });
};
