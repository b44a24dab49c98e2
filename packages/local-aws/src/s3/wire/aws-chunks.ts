import { s3Error } from "../s3-error.ts";

const lineEnd = "\r\n";

/**
 * Decodes the content encoding `aws-chunked`: `<size in hex>[;extension]`, that many bytes, and so on to a
 * chunk of size 0, after which trailing headers follow ("Signature calculations … with trailing headers"
 * in the S3 API reference).
 * @throws {AwsError} `IncompleteBody`.
 */
export function readAwsChunks(body: Buffer): { bytes: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf(lineEnd, at);
    const size = end < 0 ? Number.NaN : Number.parseInt(body.toString("latin1", at, end), 16);
    if (Number.isNaN(size)) throw s3Error.incompleteBody();
    const start = end + lineEnd.length;
    if (size === 0) return { bytes: Buffer.concat(chunks), trailers: trailersIn(body.subarray(start)) };
    if (start + size > body.length) throw s3Error.incompleteBody();
    chunks.push(body.subarray(start, start + size));
    at = start + size + lineEnd.length;
  }
}

function trailersIn(rest: Buffer): Record<string, string> {
  const lines = rest.toString("latin1").split(lineEnd);
  const pairs = lines.flatMap((line) => {
    const [name = "", value] = line.split(/:(.*)/s);
    return value === undefined ? [] : [[name.trim().toLowerCase(), value.trim()] as const];
  });
  return Object.fromEntries(pairs);
}
