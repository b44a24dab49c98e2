import { constraintError, validationError } from "../errors.ts";
import type { OperationContext } from "./operation.ts";

/** The service's limit for a template sent with the request, in bytes. */
const maxBodyBytes = 51_200;

/**
 * The template a request brings, in its body or by TemplateURL.
 * @returns undefined where it brings none.
 * @throws ValidationError where it brings two, one that is too large, or one that cannot be read.
 */
export async function givenTemplate({
  caller,
  params,
  templates,
}: Pick<OperationContext, "caller" | "params" | "templates">): Promise<string | undefined> {
  const body = params.text("TemplateBody");
  const url = params.text("TemplateURL");
  if (body !== undefined && url !== undefined) {
    throw validationError("Either Template URL or Template Body must be specified, not both.");
  }
  if (body !== undefined && Buffer.byteLength(body) > maxBodyBytes) {
    throw constraintError(body, "templateBody", `have length less than or equal to ${maxBodyBytes}`);
  }
  return url === undefined ? body : templates.read(url, caller);
}
