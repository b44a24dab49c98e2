import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { s3Error } from "../s3-error.ts";

const prefix = "x-amz-checksum-";

/** Those that are checked; CRC32C and CRC64NVME are only kept and told again. */
const calculate: Readonly<Record<string, { name: string; of(bytes: Buffer): Buffer }>> = {
  "content-md5": { name: "Content-MD5", of: (bytes) => hash("md5", bytes) },
  [`${prefix}crc32`]: { name: "CRC32", of: crc32Bytes },
  [`${prefix}sha1`]: { name: "SHA1", of: (bytes) => hash("sha1", bytes) },
  [`${prefix}sha256`]: { name: "SHA256", of: (bytes) => hash("sha256", bytes) },
};

const known = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"].map((name) => prefix + name);

/** The checksums among headers or trailers, in base 64. */
export function checksumsIn(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    known.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}

/** @throws {AwsError} `BadDigest` where one of them is not that of the bytes. */
export function assertChecksums(bytes: Buffer, checksums: Record<string, string>): void {
  for (const [header, stated] of Object.entries(checksums)) {
    const checksum = calculate[header];
    if (checksum && checksum.of(bytes).toString("base64") !== stated) throw s3Error.badDigest(checksum.name);
  }
}

function hash(algorithm: string, bytes: Buffer): Buffer {
  return createHash(algorithm).update(bytes).digest();
}

function crc32Bytes(bytes: Buffer): Buffer {
  const result = Buffer.alloc(4);
  result.writeUInt32BE(crc32(bytes));
  return result;
}
