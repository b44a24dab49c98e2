import { didYouMean } from "@regatta/foundation";
import { type Problem, unexpected } from "./problem.ts";
import { findCycles } from "./service-cycles.ts";
import type { SketchedService } from "./sketched-services.ts";
import { stackNameProblems } from "./stack-name-problems.ts";

/** @returns what is wrong between settings: no folder, unknown and circular dependencies, stack names. */
export function serviceProblems(services: SketchedService[]): Problem[] {
  return [
    ...folderProblems(services),
    ...dependencyProblems(services),
    ...cycleProblems(services),
    ...stackNameProblems(services),
  ];
}

function folderProblems(services: SketchedService[]): Problem[] {
  return services
    .filter(({ folderIsMissing }) => folderIsMissing)
    .map(({ name }) => unexpected(["services", name, "directory"], undefined, "the path of a folder"));
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
