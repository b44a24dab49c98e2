import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Selection, selectServices } from "./select-services.ts";

const names = ["base", "logs", "orders", "payments", "users", "web"];

/** Services of which each may depend on those before it. */
const services = fc
  .tuple(...names.map((_, i) => fc.subarray(names.slice(0, i))))
  .map((edges) => names.map((name, i) => ({ name, dependsOn: edges[i] ?? [] })));
type Services = Array<{ name: string; dependsOn: string[] }>;

const some = fc.subarray(names, { minLength: 1 });

/** Everything a service depends on, directly or not. */
function behind(name: string, all: Services): Set<string> {
  const direct = all.find((service) => service.name === name)?.dependsOn ?? [];
  return new Set(direct.flatMap((one) => [one, ...behind(one, all)]));
}

const namesOf = (selected: Services) => selected.map(({ name }) => name);

test("nothing said selects everything, as it is", () => {
  fc.assert(fc.property(services, (all) => expect(selectServices(all, {})).toEqual(all)));
});

test("only and skip select exactly what they say, in the order of the services", () => {
  fc.assert(
    fc.property(services, some, fc.subarray(names), (all, only, skip) => {
      const wanted = names.filter((name) => only.includes(name) && !skip.includes(name));
      fc.pre(wanted.length > 0);
      expect(namesOf(selectServices(all, { only, skip }))).toEqual(wanted);
    }),
  );
});

test("with dependents, what depends on the named ones in any number of steps comes along, and nothing else", () => {
  fc.assert(
    fc.property(services, some, (all, only) => {
      const wanted = names.filter(
        (name) => only.includes(name) || [...behind(name, all)].some((one) => only.includes(one)),
      );
      expect(namesOf(selectServices(all, { only, withDependents: true }))).toEqual(wanted);
    }),
  );
});

test("among the selected, exactly those that were behind a service still come before it", () => {
  fc.assert(
    fc.property(services, some, (all, only) => {
      const selected = selectServices(all, { only });
      for (const { name, dependsOn } of selected) {
        expect(dependsOn.every((one) => only.includes(one))).toBe(true);
        const expected = [...behind(name, all)].filter((one) => only.includes(one));
        expect(behind(name, selected)).toEqual(new Set(expected));
      }
    }),
  );
});

const shop: Services = [
  { name: "orders", dependsOn: [] },
  { name: "web", dependsOn: ["orders"] },
];

test.each<[string, Selection, string, string]>([
  ["a name nobody has", { only: ["order"] }, "UNKNOWN_SERVICE", 'did you mean "orders"?'],
  ["one to skip that nobody has", { skip: ["xyz"] }, "UNKNOWN_SERVICE", 'There is no service "xyz".'],
  ["a selection of nothing", { only: ["web"], skip: ["web"] }, "SELECTION_INVALID", "No service is left"],
  ["dependents of nothing named", { withDependents: true }, "SELECTION_INVALID", "of which services"],
])("%s is refused", (_, selection, code, message) => {
  expect(() => selectServices(shop, selection)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});

test("a service that depends on one that does not exist keeps that, for the graph to refuse", () => {
  const broken = [{ name: "web", dependsOn: ["nowhere"] }];
  expect(selectServices(broken, { only: ["web"] })).toEqual(broken);
});
