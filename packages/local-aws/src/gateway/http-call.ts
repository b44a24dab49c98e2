import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A request as it came over the wire, its body read. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** More than any request of the services but S3 may have (DynamoDB's limit is 16 MB). */
const maxBodyBytes = 16 * 1024 * 1024;

/** An object in one piece; S3 itself takes 5 GB, but here it is all in memory. */
const maxObjectBytes = 512 * 1024 * 1024;

/**
 * Reads a request to its end.
 * @returns undefined when its body is larger than any service takes.
 * @throws when the connection breaks before.
 */
export async function readCall(request: IncomingMessage): Promise<HttpCall | undefined> {
  const isForS3 = request.headers.authorization?.includes("/s3/aws4_request");
  const limit = isForS3 ? maxObjectBytes : maxBodyBytes;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s);
  return {
    method: request.method ?? "GET",
    path,
    query,
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

/** A header's value, undefined where it is missing; repeated ones joined as HTTP says. */
export function headerOf(call: Pick<HttpCall, "headers">, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}
