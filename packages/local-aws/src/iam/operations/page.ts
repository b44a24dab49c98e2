import type { Params } from "../../cloudformation/wire/params.ts";
import type { Answer, AnswerValue } from "../../wire/query-answer.ts";
import { iamError } from "../store/iam-error.ts";

/**
 * Cuts one page out of a list, as IAM does it: `MaxItems` (100 by default), `Marker`, `IsTruncated`.
 * @param name what the answer calls the list.
 * @throws {AwsError} `ValidationError` for a marker nobody handed out.
 */
export function pageOf<Item>(
  items: readonly Item[],
  params: Params,
  options: { name: string; shown: (item: Item) => AnswerValue },
): Answer {
  const size = params.number("MaxItems") ?? 100;
  const start = Number(params.text("Marker") ?? 0);
  if (!Number.isInteger(start)) throw iamError.invalid("Invalid Marker");
  const next = start + size;
  const isTruncated = next < items.length;
  return {
    [options.name]: items.slice(start, next).map(options.shown),
    IsTruncated: isTruncated,
    ...(isTruncated && { Marker: String(next) }),
  };
}
