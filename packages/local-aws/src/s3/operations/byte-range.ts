import { s3Error } from "../s3-error.ts";

/**
 * Reads a Range header of one range: `bytes=0-9`, `bytes=10-`, `bytes=-5`.
 * @param size of the object, bytes.
 * @returns first and last byte; undefined where the whole is asked for, or the header makes no sense.
 * @throws {AwsError} `InvalidRange` where nothing of it is there.
 */
export function byteRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || first + last === "") return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) throw s3Error.rangeNotSatisfiable();
  return { start, end };
}
