import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeQuery } from "./decode-query.ts";

test("members become lists, entries become objects, and leaves stay texts", () => {
  const body = [
    "StackName=demo&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=b&Tags.member.2.Value=",
    "Attributes.entry.1.key=x&Attributes.entry.1.value=y&Options.Deep.Flag=true&Empty=",
  ].join("&");
  expect(decodeQuery(body)).toEqual({
    StackName: "demo",
    Tags: [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "" },
    ],
    Attributes: { x: "y" },
    Options: { Deep: { Flag: "true" } },
    Empty: "",
  });
});

test("a list is in the order of its numbers, not of the text", () => {
  const body = [10, 9, 2, 1].map((index) => `Names.member.${index}=n${index}`).join("&");
  expect(decodeQuery(body)).toEqual({ Names: ["n1", "n2", "n9", "n10"] });
});

test("a parameter may have the name of something every object has", () => {
  const decoded = decodeQuery("__proto__.polluted=yes&constructor=c&A.hasOwnProperty=h");
  expect(Object.keys(decoded).sort()).toEqual(["A", "__proto__", "constructor"]);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

const name = fc.stringMatching(/^[A-Z][a-z]{0,6}$/);

const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.array(tie("value"), { minLength: 1, maxLength: 12 }),
    fc.dictionary(name, tie("value"), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

function encode(value: unknown, path: string): Array<[string, string]> {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, i) => encode(item, `${path}.member.${i + 1}`));
  return Object.entries(value as object).flatMap(([key, item]) => encode(item, `${path}.${key}`));
}

test("whatever an SDK encodes comes out as it went in", () => {
  fc.assert(
    fc.property(tree, (value) => {
      const body = new URLSearchParams(encode(value, "Root")).toString();
      expect(decodeQuery(body)).toEqual({ Root: value });
    }),
  );
});
