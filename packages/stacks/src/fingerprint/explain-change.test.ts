import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { describeChange } from "./describe-change.ts";
import { explainChange } from "./explain-change.ts";
import { type FingerprintInput, fingerprintOfInputs } from "./fingerprint.ts";

const hash = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16).padStart(40, "0"));
const fileValue = fc
  .tuple(fc.constantFrom("100644", "100755"), hash)
  .map(([mode, content]) => `${mode} ${content}`);
const input: fc.Arbitrary<FingerprintInput> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("file" as const), name: name(), value: fileValue }) },
  fc.record({
    kind: fc.constantFrom("definition" as const, "parameter" as const, "environment" as const),
    name: name(),
    value: fc.oneof(hash, fc.constant("unset")),
  }),
);
const inputs = fc.uniqueArray(input, { selector: ({ kind, name }) => `${kind} ${name}`, maxLength: 12 });
const withOne = inputs
  .filter(({ length }) => length > 0)
  .chain((all) => fc.tuple(fc.constant(all), fc.nat()));

function name() {
  return fc.constantFrom("a", "b", "src/a", "src/b", "c.ts", "template.yaml", "Stage", "__proto__", "ü\n");
}

const digestOf = (all: FingerprintInput[]) => fingerprintOfInputs("orders", all).digest;

test("equal inputs have no changes, whatever their order; others have some", () => {
  fc.assert(
    fc.property(inputs, inputs, (a, b) => {
      expect(explainChange(a, a.toReversed())).toEqual([]);
      expect(explainChange(a, b).length === 0).toBe(digestOf(a) === digestOf(b));
    }),
  );
});

test("one input that is added, removed or changed is one change, which names it", () => {
  fc.assert(
    fc.property(withOne, ([all, n]) => {
      const one = all[n % all.length] as FingerprintInput;
      const others = all.filter((input) => input !== one);
      const changed = others.concat({ ...one, value: `100600 ${"f".repeat(40)}` });
      expect(explainChange(others, all)).toEqual([
        expect.objectContaining({ name: one.name, what: "added" }),
      ]);
      expect(explainChange(all, others)).toEqual([
        expect.objectContaining({ name: one.name, what: "removed" }),
      ]);
      expect(explainChange(all, changed)).toEqual([expect.objectContaining({ name: one.name })]);
    }),
  );
});

test("a file that moves is one rename, a file whose mode alone differs is said to", () => {
  fc.assert(
    fc.property(inputs, fileValue, (all, value) => {
      const moved = (to: string): FingerprintInput => ({ kind: "file", name: to, value });
      expect(explainChange([...all, moved("old/x.ts")], [...all, moved("new/x.ts")])).toEqual([
        { kind: "file", name: "old/x.ts", what: "renamed", to: "new/x.ts" },
      ]);
      const mode = { ...moved("old/x.ts"), value: `120000 ${value.split(" ")[1]}` };
      expect(explainChange([...all, moved("old/x.ts")], [...all, mode])).toEqual([
        { kind: "file", name: "old/x.ts", what: "mode" },
      ]);
    }),
  );
});

test("every input that differs is named in exactly one change", () => {
  fc.assert(
    fc.property(inputs, inputs, (before, now) => {
      const named = explainChange(before, now).flatMap(({ kind, name, what, to }) =>
        what === "renamed" ? [`${kind} ${name}`, `${kind} ${to}`] : [`${kind} ${name}`],
      );
      const has = (all: FingerprintInput[], one: FingerprintInput) =>
        all.some(({ kind, name, value }) => kind === one.kind && name === one.name && value === one.value);
      const differing = [
        ...before.filter((one) => !has(now, one)),
        ...now.filter((one) => !has(before, one)),
      ].map(({ kind, name }) => `${kind} ${name}`);
      expect(named.toSorted()).toEqual([...new Set(differing)].toSorted());
    }),
  );
});

test("changes are told in words, those of the whole service first", () => {
  const file = (name: string, content: string, mode = "100644"): FingerprintInput => ({
    kind: "file",
    name,
    value: `${mode} ${content}`,
  });
  const of = (kind: FingerprintInput["kind"], name: string, value: string) => ({ kind, name, value });
  const template = of("definition", "template", "template.yaml");
  const before = [
    ...[template, of("definition", "stackNames", "orders"), of("format", "version", "1")],
    ...[of("parameter", "Stage", "1"), of("parameter", "Old", "1")],
    ...[of("environment", "REGION", "unset"), of("environment", "TIER", "1"), of("environment", "AWAY", "1")],
    ...[file("template.yaml", "1"), file("src/handler.ts", "1"), file("run.sh", "2"), file("a/x.ts", "3")],
  ];
  const now = [
    ...[template, of("definition", "stackNames", "orders-2"), of("format", "version", "2")],
    ...[of("parameter", "Stage", "2"), of("parameter", "New", "1")],
    ...[of("environment", "REGION", "1"), of("environment", "TIER", "unset"), of("environment", "NEW", "1")],
    ...[file("template.yaml", "9"), file("src/handler.ts", "9"), file("run.sh", "2", "100755")],
    ...[file("b/x.ts", "3"), file("src/new.ts", "5")],
  ];
  expect(explainChange(before, now).map(describeChange)).toEqual([
    "another version of Regatta takes fingerprints in another way",
    "names of its stacks changed",
    "parameter New added",
    "parameter Old removed",
    "parameter Stage changed",
    "variable AWAY is no longer in `environment`",
    "variable NEW is new in `environment`",
    "variable REGION set",
    "variable TIER no longer set",
    "template `template.yaml` changed",
    "`a/x.ts` renamed to `b/x.ts`",
    "mode of `run.sh` changed",
    "`src/handler.ts` changed",
    "`src/new.ts` added",
  ]);
});
