import { recordStackStatus } from "./events.ts";
import type { Stack } from "./model.ts";

/** Turns an update round. The definition goes back first: the stack is on its way to what it was. */
export function beginRollback(stack: Stack, options: { reason: string; at: number }): void {
  const { operation } = stack;
  if (!operation?.before) throw new Error(`${stack.name} has nothing to roll back to`);
  const { before } = operation;
  // Whether tags roll back with a failed update is documented nowhere: we take it that they do, as
  // parameters and template do. Nobody should trust the tags of a stack in UPDATE_ROLLBACK_*.
  stack.definition = structuredClone(before.definition);
  stack.outputs = structuredClone(before.outputs);
  stack.imports = [...before.imports];
  operation.failed = [];
  operation.finished = [];
  recordStackStatus(stack, { status: "UPDATE_ROLLBACK_IN_PROGRESS", ...options });
}
