import { setMaxListeners } from "node:events";
import { dependenciesOf } from "../template/dependency-order.ts";
import { createResource } from "./create-resource.ts";
import type { DeployStep } from "./deploy-step.ts";
import { importNames, missingImport } from "./imports.ts";
import type { StackResource } from "./model.ts";
import { runInOrder } from "./run-in-order.ts";
import { reasonOf, type StackRun } from "./stack-run.ts";
import { activeResources } from "./stack-scope.ts";
import { updateResource } from "./update-resource.ts";

/**
 * Creates and updates what the stack's definition asks for, everything as soon as what it depends on is
 * there. The first failure cancels the rest.
 * @returns why it failed, as the stack's event words it; undefined on success.
 */
export async function deployResources(run: StackRun): Promise<string | undefined> {
  let graph: Map<string, Set<string>>;
  try {
    const missing = missingImport(run.preview);
    if (missing !== undefined) return missing;
    // What it uses now and what it will use: until all is over nobody may take away either.
    run.stack.imports = [...new Set([...run.stack.imports, ...importNames(run.preview)])];
    graph = dependenciesOf(run.template.resources, activeResources(run.template, run.scope()));
  } catch (error) {
    return reasonOf(error);
  }
  const cancel = new AbortController();
  const signal = AbortSignal.any([run.signal, cancel.signal]);
  // Every resource under way listens to it.
  setMaxListeners(0, signal);
  const step = async (logicalId: string) => {
    const dependsOn = [...(graph.get(logicalId) ?? [])];
    const done = await deployOne({ run, logicalId, dependsOn, signal });
    if (!done) cancel.abort(new Error("cancelled"));
    return done;
  };
  await runInOrder(graph, step, () => !signal.aborted);
  run.signal.throwIfAborted();
  return failureReason(run);
}

async function deployOne(step: DeployStep): Promise<boolean> {
  const { run, logicalId, signal } = step;
  const { operation, stack } = run;
  if (operation.finished.includes(logicalId)) return true;
  const action = isMade(stack.resources[logicalId]) ? "update" : "create";
  try {
    await (action === "create" ? createResource(step) : updateResource(step));
    operation.finished.push(logicalId);
    return true;
  } catch (error) {
    run.signal.throwIfAborted();
    const resource = stack.resources[logicalId];
    const cancelled = action === "create" ? "Resource creation cancelled" : "Resource update cancelled";
    const status = action === "create" ? "CREATE_FAILED" : "UPDATE_FAILED";
    if (resource) run.mark(resource, status, signal.aborted ? cancelled : reasonOf(error));
    operation.failed.push({ logicalId, action });
    return false;
  } finally {
    if (!run.signal.aborted) await run.account.save(run.stack);
  }
}

/** One whose creation was cut off counts as not made: creating it again finds out what is there. */
function isMade(resource: StackResource | undefined): boolean {
  return resource?.exists === true && resource.status !== "CREATE_IN_PROGRESS";
}

function failureReason(run: StackRun): string | undefined {
  const sentences = (["create", "update"] as const).flatMap((action) => {
    const ids = run.operation.failed.filter((one) => one.action === action).map((one) => one.logicalId);
    return ids.length > 0 ? [`The following resource(s) failed to ${action}: [${ids.join(", ")}].`] : [];
  });
  return sentences.length > 0 ? sentences.join(" ") : undefined;
}
