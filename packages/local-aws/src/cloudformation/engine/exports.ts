import { isLive, type Stack, type StackOutput } from "./model.ts";

export interface Export {
  name: string;
  value: string;
  stackId: string;
}

/** Every export of an account and region, by name. */
export function exportsOf(stacks: Stack[]): Export[] {
  return stacks
    .filter(isLive)
    .flatMap((stack) =>
      stack.outputs.flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ name: exportName, value, stackId: stack.id }],
      ),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The live stacks that use an export. */
export function importersOf(stacks: Stack[], name: string): Stack[] {
  return stacks.filter((stack) => isLive(stack) && stack.imports.includes(name));
}

/**
 * Why a stack may not go over to other outputs: an export's name is taken, or one in use would vanish or
 * change.
 * @param wanted the outputs to be; none for a stack that is deleted.
 * @returns the reason as the stack's events word it, or undefined where nothing stands against it.
 */
export function exportObstacle(stacks: Stack[], stack: Stack, wanted: StackOutput[]): string | undefined {
  const others = exportsOf(stacks.filter((other) => other !== stack));
  for (const { exportName } of wanted) {
    const taken = others.find((one) => one.name === exportName);
    if (taken)
      return `Export with name ${taken.name} is already exported by stack ${stackNameOf(taken.stackId)}.`;
  }
  for (const own of stack.outputs) {
    if (own.exportName === undefined) continue;
    const users = importersOf(stacks, own.exportName).filter((user) => user !== stack);
    if (users.length === 0) continue;
    const next = wanted.find((one) => one.exportName === own.exportName);
    if (next?.value === own.value) continue;
    const names = users.map((user) => user.name).join(" and ");
    return `Cannot ${next ? "update" : "delete"} export ${own.exportName} as it is in use by ${names}.`;
  }
  return undefined;
}

/** `arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>` → name. */
export function stackNameOf(stackId: string): string {
  return stackId.split("/")[1] ?? stackId;
}
