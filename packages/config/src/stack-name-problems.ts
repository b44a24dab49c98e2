import type { DeployerName } from "./deployer-names.ts";
import { type Problem, unexpected } from "./problem.ts";
import type { SketchedService } from "./sketched-services.ts";

const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;

/** Deployers that make one stack, under the name Regatta gives them. */
const namesItsStack: ReadonlySet<DeployerName | undefined> = new Set(["cloudformation", "sam"]);

interface NamedStack {
  name: unknown;
  path: Problem["path"];
}

/** @returns stacks without a name, several where a deployer makes one, and names that two services claim. */
export function stackNameProblems(services: SketchedService[]): Problem[] {
  const owners = new Map<unknown, string>();
  return services.flatMap((service) => {
    const problem = missingOrTooMany(service);
    if (problem) return [problem];
    return namedStacks(service).flatMap(({ name, path }) => {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, service.name);
      if (owner === undefined) return [];
      return [unexpected(path, name, `a stack name of its own: "${name}" is ${ofOwner(owner, service)}`)];
    });
  });
}

function ofOwner(owner: string, { name }: SketchedService): string {
  return owner === name ? "there twice" : `the stack of services.${owner}`;
}

function missingOrTooMany({ name, deployer, stackName, stackNames }: SketchedService): Problem | undefined {
  const path = ["services", name, "stackName"];
  const all = ["services", name, "stackNames"];
  if (stackName !== undefined && stackNames !== undefined) {
    return { path: all, message: "is there beside stackName; keep one of them" };
  }
  if (stackName !== undefined || deployer === undefined) return undefined;
  if (!namesItsStack.has(deployer)) {
    if (stackNames !== undefined) return undefined;
    const why = `only ${deployer === "command" ? "the command" : deployer} knows which stacks it makes`;
    return unexpected(path, undefined, `a stack name, or a list in stackNames: ${why}`);
  }
  if (stackNames !== undefined) {
    return stackNames.length <= 1
      ? undefined
      : unexpected(all, stackNames, `one stack name: ${deployer} deploys one template as one stack`);
  }
  if (STACK_NAME.test(name)) return undefined;
  const why = `"${name}" cannot be a stack name too (a letter, then letters, digits or hyphens)`;
  return unexpected(path, undefined, `a stack name: ${why}`);
}

function namedStacks({ name, deployer, stackName, stackNames }: SketchedService): NamedStack[] {
  if (stackNames === undefined && stackName === undefined && deployer === undefined) return [];
  if (stackNames === undefined) return [{ name: stackName ?? name, path: ["services", name, "stackName"] }];
  return stackNames.map((stack, index) => ({ name: stack, path: ["services", name, "stackNames", index] }));
}
