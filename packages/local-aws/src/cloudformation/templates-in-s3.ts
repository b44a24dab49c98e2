import { AwsError, type Caller } from "../gateway/service.ts";
import type { Buckets } from "../s3/buckets.ts";
import { s3Error } from "../s3/s3-error.ts";
import { validationError } from "./errors.ts";
import { templateLocation } from "./template/template-url.ts";

/** The templates that TemplateURL names, read from the embedded S3. */
export class TemplatesInS3 {
  readonly #buckets: Buckets;

  constructor(buckets: Buckets) {
    this.#buckets = buckets;
  }

  /**
   * Reads a template as its caller may; the bucket's region does not matter.
   * @throws {AwsError} ValidationError for an address that is not S3's, and for what S3 refuses.
   */
  async read(url: string, { account }: Pick<Caller, "account">): Promise<string> {
    const { bucket: name, key } = templateLocation(url);
    try {
      const bucket = await this.#buckets.open(name, { account });
      const object = bucket.get(key);
      if (!object) throw s3Error.noSuchKey();
      return (await bucket.read(object)).toString("utf8");
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw validationError(
        `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
      );
    }
  }
}
