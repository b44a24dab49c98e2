import { canonical } from "../json.ts";
import type { Definition, Operation, Snapshot, Stack, Tag } from "./model.ts";

/** What `Ref` gives for each parameter, as text. */
export function parameterValues({ parameters, lookedUp }: Definition): Record<string, string> {
  return { ...parameters, ...lookedUp };
}

/** The same tags, in whatever order. */
export function sameTags(a: Tag[], b: Tag[]): boolean {
  return canonical(sorted(a)) === canonical(sorted(b));
}

function sorted(tags: Tag[]): Tag[] {
  return [...tags].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What an update goes back to if it fails. @param at now. */
export function snapshotOf(stack: Stack, at: number): Snapshot {
  return structuredClone({
    at,
    definition: stack.definition,
    resources: stack.resources,
    outputs: stack.outputs,
    imports: stack.imports,
  });
}

/** An operation that has not begun; it inherits what earlier ones left to be cleaned up. */
export function newOperation(
  stack: Stack,
  details: Partial<
    Pick<Operation, "token" | "onFailure" | "before" | "touched" | "skip" | "isExpress" | "isForced">
  > = {},
): Operation {
  return {
    onFailure: "ROLLBACK",
    statusBefore: stack.status,
    touched: [],
    finished: [],
    failed: [],
    garbage: [...(stack.leftovers ?? []), ...(stack.operation?.garbage ?? [])],
    skip: [],
    ...details,
  };
}
