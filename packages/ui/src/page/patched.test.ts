import { expect, test } from "@jest/globals";
import fc from "fast-check";
import jsonPatch from "fast-json-patch";
import { type PatchOperation, patched } from "./patched.ts";

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.constantFrom("", "a/b", "~c"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b/c", "~d", "0"), tie("value"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));
const document = fc.record({ data: value.value, list: fc.array(value.value, { maxLength: 5 }) });

test("whatever changes, the page has what the server has, and what it had is untouched", () => {
  fc.assert(
    fc.property(document, document, (before, after) => {
      const was = structuredClone(before);
      const patch = jsonPatch.compare(before, after) as PatchOperation[];
      expect(patched(before, patch)).toEqual(after);
      expect(before).toEqual(was);
    }),
  );
});

test("what does not change is the same object", () => {
  const before = { accounts: { a: { state: "leased" }, b: { state: "dirty" } }, line: [{ place: 1 }] };
  const after = patched(before, [
    { op: "replace", path: "/accounts/a/state", value: "dirty" },
  ]) as typeof before;
  expect(after.accounts.a.state).toBe("dirty");
  expect(after.accounts.b).toBe(before.accounts.b);
  expect(after.line).toBe(before.line);
});
