import { expect, test } from "@jest/globals";
import { templateLocation } from "./template-url.ts";

test.each([
  "https://my.bucket.s3.eu-west-1.amazonaws.com/a/b%20c.yaml",
  "https://my.bucket.s3-eu-west-1.amazonaws.com/a/b%20c.yaml",
  "https://my.bucket.s3.amazonaws.com/a/b%20c.yaml",
  "https://my.bucket.s3.dualstack.eu-west-1.amazonaws.com/a/b%20c.yaml",
  "https://s3.eu-west-1.amazonaws.com/my.bucket/a/b%20c.yaml",
  "https://s3.amazonaws.com/my.bucket/a/b%20c.yaml?versionId=null",
  "http://127.0.0.1:4100/my.bucket/a/b%20c.yaml",
])("%s is an object of a bucket", (url) => {
  expect(templateLocation(url)).toEqual({ bucket: "my.bucket", key: "a/b c.yaml" });
});

test.each([
  ["not a url", "TemplateURL must be an Amazon S3 URL."],
  ["https://example.com/bucket/key", "TemplateURL must be an Amazon S3 URL."],
  ["https://bucket.s3.evil.com/key", "TemplateURL must be an Amazon S3 URL."],
  [
    "https://s3.amazonaws.com/bucket",
    "TemplateURL must reference a valid S3 object to which you have access.",
  ],
])("%s is none", (url, message) => {
  expect(() => templateLocation(url)).toThrow(message);
});
