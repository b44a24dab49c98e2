import { didYouMean } from "./did-you-mean.ts";
import { type Problem, unexpected } from "./problem.ts";
import { findCycles } from "./service-cycles.ts";
import type { SketchedService } from "./sketched-services.ts";

const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;

/** @returns what is wrong between services: unknown and circular dependencies, stack names. */
export function serviceProblems(services: SketchedService[]): Problem[] {
  return [...dependencyProblems(services), ...cycleProblems(services), ...stackNameProblems(services)];
}

function dependencyProblems(services: SketchedService[]): Problem[] {
  const names = services.map(({ name }) => name);
  return services.flatMap(({ name, dependsOn }) =>
    dependsOn.flatMap((dependency, index) => {
      const path = ["services", name, "dependsOn", index];
      if (typeof dependency !== "string" || dependency === "") return [];
      if (dependency === name) return [{ path, message: `"${name}" cannot depend on itself` }];
      if (names.includes(dependency)) return [];
      const others = names.filter((other) => other !== name);
      const expected =
        others.length === 0 ? "a service; there is no other" : `a service: ${others.join(", ")}`;
      return [unexpected(path, dependency, `${expected}${didYouMean(dependency, others)}`)];
    }),
  );
}

function cycleProblems(services: SketchedService[]): Problem[] {
  const graph = new Map(
    services.map(({ name, dependsOn }) => [name, dependsOn.filter((other) => typeof other === "string")]),
  );
  return findCycles(graph).map((cycle) => {
    const last = cycle.at(-1) ?? "";
    const index = services.find(({ name }) => name === last)?.dependsOn.indexOf(cycle[0]) ?? 0;
    return {
      path: ["services", last, "dependsOn", index],
      message: `closes a cycle: ${[...cycle, cycle[0]].join(" → ")}`,
    };
  });
}

function stackNameProblems(services: SketchedService[]): Problem[] {
  const owners = new Map<string, string>();
  return services.flatMap(({ name, stackName }) => {
    const path = ["services", name, "stackName"];
    const stack = stackName ?? name;
    if (stackName === undefined && !STACK_NAME.test(name)) {
      const why = `"${name}" cannot be a stack name too (a letter, then letters, digits or hyphens)`;
      return [unexpected(path, undefined, `a stack name: ${why}`)];
    }
    const owner = owners.get(stack);
    if (owner === undefined) owners.set(stack, name);
    return owner === undefined
      ? []
      : [unexpected(path, stack, `a stack name of its own: "${stack}" is the stack of services.${owner}`)];
  });
}
