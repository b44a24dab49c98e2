import type { ServiceDefinition } from "../service/service-definition.ts";
import type { StackState } from "../stack/stack-state.ts";
import { mergeOutputs } from "./merge-outputs.ts";

/** A service that is left as it is. */
export type LeftService = Pick<ServiceDefinition, "name" | "stackNames">;

// Complete, but without resources.
const empty = new Set(["ROLLBACK_COMPLETE", "DELETE_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"]);

/** The outputs of services that are left as they are, by service, of those whose stacks are all there. Pure. */
export function outputsOfLeft(
  services: readonly LeftService[],
  stacks: ReadonlyMap<string, StackState>,
): Record<string, Record<string, string>> {
  const there = services.flatMap(({ name, stackNames }) => {
    const found = stackNames.flatMap((stackName) => stacks.get(stackName) ?? []);
    const complete = found.filter(({ status }) => status.endsWith("_COMPLETE") && !empty.has(status));
    return complete.length === stackNames.length ? [[name, mergeOutputs(complete)] as const] : [];
  });
  return Object.fromEntries(there);
}
