import type { StackState } from "../stack/stack-state.ts";

/**
 * The outputs of a service's stacks as one. A name that several stacks use has the value of the first of them, and is
 * there as `<stack>.<name>` for each. Pure.
 */
export function mergeOutputs(stacks: Array<Pick<StackState, "name" | "outputs">>): Record<string, string> {
  const names = stacks.flatMap(({ outputs }) => Object.keys(outputs));
  const shared = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  const merged: Record<string, string> = {};
  for (const { name: stackName, outputs } of stacks) {
    for (const [name, value] of Object.entries(outputs)) {
      merged[name] ??= value;
      if (shared.has(name)) merged[`${stackName}.${name}`] = value;
    }
  }
  return merged;
}
