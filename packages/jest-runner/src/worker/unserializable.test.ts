import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { describeUnserializable } from "./send-to-jest.ts";
import { thrownError } from "./thrown-error.ts";

const pass = (value: unknown) => JSON.parse(JSON.stringify(value, describeUnserializable()) ?? "null");

test("BigInts and cycles become descriptions, what is merely used twice stays", () => {
  const shared = { n: 1n };
  const cycle: Record<string, unknown> = { first: shared, second: shared };
  cycle.self = { inner: [cycle] };
  expect(pass(cycle)).toEqual({ first: { n: "1n" }, second: { n: "1n" }, self: { inner: ["[Circular]"] } });
});

test("what JSON can hold crosses unchanged", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => expect(pass(value)).toEqual(JSON.parse(JSON.stringify(value)))),
  );
});

test("anything that can be thrown becomes an error Jest can print", () => {
  expect(thrownError("plain")).toEqual({
    message: 'thrown: "plain"',
    stack: 'thrown: "plain"',
    type: "Error",
  });
  expect(thrownError(undefined).message).toBe("thrown: undefined");
  expect(thrownError({ odd: 1 }).message).toBe("thrown: { odd: 1 }");
  const error = Object.assign(new Error("told"), { code: "E_TOLD" });
  expect(thrownError(error)).toEqual({ code: "E_TOLD", message: "told", stack: error.stack, type: "Error" });
});
