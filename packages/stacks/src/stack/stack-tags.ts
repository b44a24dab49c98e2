/**
 * The only two tags Regatta puts on a stack. CloudFormation tags every resource again whenever any stack tag
 * changes, so nothing that varies between equal deploys may become one.
 */
export const serviceTag = "regatta:service";
export const fingerprintTag = "regatta:fingerprint";

/** The tags of a stack that holds `service` as `digest` describes it. */
export function wantedTags(service: string, digest: string): Record<string, string> {
  return { [serviceTag]: service, [fingerprintTag]: digest };
}

/** Whether `tags` hold every wanted tag; others may be there too. */
export function hasTags(tags: Record<string, string>, wanted: Record<string, string>): boolean {
  return Object.entries(wanted).every(([key, value]) => tags[key] === value);
}
