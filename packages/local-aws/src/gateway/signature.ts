import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type HttpCall, headerOf } from "./http-call.ts";

/** What the Authorization header says about a Signature Version 4. */
export interface Signature {
  readonly accessKeyId: string;
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const algorithm = "AWS4-HMAC-SHA256";

/** Reads the signature, or undefined where there is none that makes sense. */
export function parseSignature(authorization: string | undefined): Signature | undefined {
  if (!authorization?.startsWith(`${algorithm} `)) return undefined;
  const parts = new Map(
    authorization
      .slice(algorithm.length)
      .split(",")
      .map((part) => part.trim().split(/=(.*)/s) as [string, string]),
  );
  const [accessKeyId, date, region, service, end] = parts.get("Credential")?.split("/") ?? [];
  const signature = parts.get("Signature");
  const signedHeaders = parts.get("SignedHeaders")?.split(";");
  if (!accessKeyId || !date || !region || !service || end !== "aws4_request") return undefined;
  if (!signature || !signedHeaders) return undefined;
  return { accessKeyId, date, region, service, signedHeaders, signature };
}

/**
 * Computes the signature anew, after AWS's "Create a signed AWS API request".
 * @returns whether the request was signed with this secret, and not changed since.
 */
export function isSignedWith(call: HttpCall, signature: Signature, secretAccessKey: string): boolean {
  const statedHash = headerOf(call, "x-amz-content-sha256");
  const bodyHash = statedHash && isUnsigned(statedHash) ? statedHash : sha256(call.body);
  if (statedHash !== undefined && statedHash !== bodyHash) return false;
  const scope = `${signature.date}/${signature.region}/${signature.service}/aws4_request`;
  const text = [
    algorithm,
    headerOf(call, "x-amz-date") ?? "",
    scope,
    sha256(canonicalRequest(call, signature, bodyHash)),
  ].join("\n");
  const expected = createHmac("sha256", signingKey(secretAccessKey, signature)).update(text).digest();
  const given = Buffer.from(signature.signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * Bodies that are not part of the signature. Those in signed chunks (`STREAMING-AWS4-…`) have a signature
 * for each, which nobody checks here.
 */
function isUnsigned(statedHash: string): boolean {
  return statedHash === "UNSIGNED-PAYLOAD" || statedHash.startsWith("STREAMING-");
}

function canonicalRequest(call: HttpCall, signature: Signature, bodyHash: string): string {
  const { service, signedHeaders } = signature;
  const headers = signedHeaders.map((name) => {
    const value = headerOf(call, name) ?? "";
    return `${name}:${value.trim().replace(/ +/g, " ")}\n`;
  });
  return [
    call.method,
    // Every service but S3 signs the path encoded once more.
    service === "s3" ? call.path : call.path.replaceAll("%", "%25"),
    canonicalQuery(call.query),
    headers.join(""),
    signedHeaders.join(";"),
    bodyHash,
  ].join("\n");
}

/** By name, then value; a name alone has an empty value. */
function canonicalQuery(query: string): string {
  if (query === "") return "";
  const pairs = query.split("&").map((pair) => pair.split(/=(.*)/s) as [string, string?]);
  return pairs
    .sort(([a, x = ""], [b, y = ""]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value = ""]) => `${name}=${value}`)
    .join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function signingKey(secret: string, { date, region, service }: Signature): Buffer {
  return [date, region, service, "aws4_request"].reduce<Buffer>(
    (key, part) => createHmac("sha256", key).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
}

function sha256(data: Buffer | string): string {
  return createHash("sha256").update(data).digest("hex");
}
