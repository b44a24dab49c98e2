import { validationError } from "../errors.ts";

/** Where in S3 a template lies. */
export interface TemplateLocation {
  readonly bucket: string;
  readonly key: string;
}

const bucketInHost = /^(.+)\.s3(?:[.-]dualstack)?(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;
const bucketInPath = /^s3(?:[.-]dualstack)?(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;
const thisMachine = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

/**
 * Reads a TemplateURL: S3's addresses with the bucket in host or path, or an address of this process.
 * Nothing is ever fetched from it.
 * @throws ValidationError for an address that is not S3's.
 */
export function templateLocation(url: string): TemplateLocation {
  const { hostname, pathname } = URL.canParse(url) ? new URL(url) : { hostname: "", pathname: "" };
  const path = decodeURIComponent(pathname.slice(1));
  const [, inHost] = bucketInHost.exec(hostname) ?? [];
  if (inHost !== undefined) return located(inHost, path);
  if (!bucketInPath.test(hostname) && !thisMachine.test(hostname)) {
    throw validationError("TemplateURL must be an Amazon S3 URL.");
  }
  const [bucket = "", ...key] = path.split("/");
  return located(bucket, key.join("/"));
}

function located(bucket: string, key: string): TemplateLocation {
  if (bucket !== "" && key !== "") return { bucket, key };
  throw validationError("TemplateURL must reference a valid S3 object to which you have access.");
}
