import { crc32 } from "node:zlib";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { objectBodyOf } from "./object-body.ts";

const streaming = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

function bodyOf(body: Buffer, headers: Record<string, string>) {
  return objectBodyOf({ bucket: "b", key: "k", query: new URLSearchParams(), headers, body });
}

/** The bytes in chunks as SDKs send a stream, with a trailer. */
function chunked(chunks: Buffer[], trailer = "", extension = ""): Buffer {
  const parts = chunks.flatMap((chunk) => [`${chunk.length.toString(16)}${extension}\r\n`, chunk, "\r\n"]);
  return Buffer.concat(
    [...parts, `0${extension}\r\n${trailer}\r\n`].map((part) => Buffer.from(part as string)),
  );
}

function crc32Of(bytes: Buffer): string {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(bytes));
  return checksum.toString("base64");
}

test("chunks come together again, whatever is in them, and their trailing checksum holds", () => {
  const chunk = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.array(chunk), (chunks) => {
      const bytes = Buffer.concat(chunks);
      const checksum = crc32Of(bytes);
      const body = chunked(chunks, `x-amz-checksum-crc32:${checksum}\r\n`);
      const headers = {
        "x-amz-content-sha256": streaming,
        "x-amz-decoded-content-length": String(bytes.length),
      };
      const found = bodyOf(body, headers);
      expect(found.bytes.equals(bytes)).toBe(true);
      expect(found.checksums).toEqual({ "x-amz-checksum-crc32": checksum });
    }),
  );
});

test("signed chunks are read, and their signatures left alone", () => {
  const body = chunked([Buffer.from("text")], "", ";chunk-signature=abc");
  const headers = { "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" };
  expect(bodyOf(body, headers).bytes.toString()).toBe("text");
});

test.each([
  ["ends in the middle", chunked([Buffer.from("text")]).subarray(0, 5), {}, "IncompleteBody"],
  ["is not in chunks", Buffer.from("text"), {}, "IncompleteBody"],
  [
    "is shorter than said",
    chunked([Buffer.from("text")]),
    { "x-amz-decoded-content-length": "5" },
    "IncompleteBody",
  ],
  [
    "has another checksum in its trailer",
    chunked([Buffer.from("text")], "x-amz-checksum-crc32:AAAAAA==\r\n"),
    {},
    "BadDigest",
  ],
])("a body that %s is refused", (_, body, headers, code) => {
  expect(() => bodyOf(body, { "x-amz-content-sha256": streaming, ...headers })).toThrow(
    expect.objectContaining({ code }),
  );
});

test.each(["content-md5", "x-amz-checksum-sha1", "x-amz-checksum-sha256", "x-amz-checksum-crc32"])(
  "a wrong %s is refused",
  (name) => {
    const send = () => bodyOf(Buffer.from("text"), { [name]: "AAAA" });
    expect(send).toThrow(expect.objectContaining({ code: "BadDigest" }));
  },
);
