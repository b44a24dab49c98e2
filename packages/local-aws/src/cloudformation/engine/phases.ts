import { beginRollback } from "./begin-rollback.ts";
import { deleteResources } from "./delete-resources.ts";
import { deployResources } from "./deploy-resources.ts";
import { evaluateOutputs } from "./evaluate-outputs.ts";
import { exportObstacle } from "./exports.ts";
import { importNames } from "./imports.ts";
import type { Doomed } from "./model.ts";
import { restoreResources } from "./restore-resources.ts";
import { reasonOf, type StackRun } from "./stack-run.ts";
import { activeResources } from "./stack-scope.ts";

/**
 * What is done in each status that is in progress. A phase ends by setting the next status; it can be
 * begun anew at any point (what is done already is in the operation), so a restart goes on where it was.
 */
export const phases: Record<string, (run: StackRun) => Promise<void>> = {
  CREATE_IN_PROGRESS: create,
  ROLLBACK_IN_PROGRESS: rollBackCreate,
  DELETE_IN_PROGRESS: deleteStack,
  UPDATE_IN_PROGRESS: update,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: cleanUpUpdate,
  UPDATE_ROLLBACK_IN_PROGRESS: rollBackUpdate,
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: cleanUpRollback,
};

async function create(run: StackRun): Promise<void> {
  const failure = (await deployResources(run)) ?? takeOutputs(run);
  if (failure === undefined) return finish(run, "CREATE_COMPLETE");
  const { operation } = run;
  operation.finished = [];
  if (operation.onFailure === "DO_NOTHING") return finish(run, "CREATE_FAILED", failure);
  if (operation.onFailure === "DELETE") {
    return run.setStatus("DELETE_IN_PROGRESS", `${failure} Delete requested by user.`);
  }
  run.setStatus("ROLLBACK_IN_PROGRESS", `${failure} Rollback requested by user.`);
}

async function rollBackCreate(run: StackRun): Promise<void> {
  const failed = await deleteResources(run, everything(run, "creation-rolled-back"));
  run.stack.imports = [];
  if (failed.length > 0) return finish(run, "ROLLBACK_FAILED", notDeleted(failed));
  finish(run, "ROLLBACK_COMPLETE");
}

async function deleteStack(run: StackRun): Promise<void> {
  const { stack, operation } = run;
  const obstacle = exportObstacle(run.account.stacks, stack, []);
  if (obstacle !== undefined) {
    // No _FAILED status: users see the stack fall back to where it was (serverless#2984, #3935).
    return finish(run, operation.statusBefore, `Delete canceled. ${obstacle}`);
  }
  const failed = await deleteResources(run, [...everything(run, "stack-deleted"), ...operation.garbage]);
  if (failed.length > 0) return finish(run, "DELETE_FAILED", notDeleted(failed));
  stack.outputs = [];
  stack.imports = [];
  stack.changeSets = [];
  stack.deletedAt = run.now;
  finish(run, "DELETE_COMPLETE");
}

async function update(run: StackRun): Promise<void> {
  const failure = (await deployResources(run)) ?? takeOutputs(run);
  const { operation, stack } = run;
  operation.finished = [];
  if (failure === undefined) {
    operation.garbage.push(...takeRemoved(run));
    return run.setStatus("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
  }
  if (stack.disableRollback) {
    if (operation.before) stack.failedUpdate = { before: operation.before, touched: operation.touched };
    return finish(run, "UPDATE_FAILED", failure);
  }
  beginRollback(stack, { reason: failure, at: run.now });
}

async function rollBackUpdate(run: StackRun): Promise<void> {
  const { before } = run.operation;
  const failed = before ? await restoreResources(run, before) : [];
  if (failed.length > 0) {
    // The operation stays: ContinueUpdateRollback goes on with it.
    const reason = `The following resource(s) failed to update: [${failed.join(", ")}].`;
    return run.setStatus("UPDATE_ROLLBACK_FAILED", reason);
  }
  run.setStatus("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
}

async function cleanUpUpdate(run: StackRun): Promise<void> {
  const failed = await deleteResources(run, run.operation.garbage);
  const reason = "Update successful. One or more resources could not be deleted.";
  finish(run, "UPDATE_COMPLETE", failed.length > 0 ? reason : undefined);
}

async function cleanUpRollback(run: StackRun): Promise<void> {
  await deleteResources(run, run.operation.garbage);
  finish(run, "UPDATE_ROLLBACK_COMPLETE");
}

function finish(run: StackRun, status: string, reason?: string): void {
  const { stack, operation } = run;
  run.setStatus(status, reason);
  delete stack.operation;
  delete stack.leftovers;
  if (status !== "UPDATE_FAILED") delete stack.failedUpdate;
  const left = operation.garbage.filter(({ resource }) => resource.exists);
  if (status.endsWith("_FAILED") && left.length > 0) stack.leftovers = left;
}

/** Evaluates the outputs and makes them the stack's. @returns why that cannot be. */
function takeOutputs(run: StackRun): string | undefined {
  try {
    const outputs = evaluateOutputs(run.template, run.scope());
    const obstacle = exportObstacle(run.account.stacks, run.stack, outputs);
    if (obstacle !== undefined) return obstacle;
    run.stack.outputs = outputs;
    run.stack.imports = importNames(run.preview);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Takes the resources out of the stack that the template no longer has. */
function takeRemoved(run: StackRun): Doomed[] {
  const { resources } = run.stack;
  const active = activeResources(run.template, run.scope());
  const gone = Object.values(resources).filter(({ logicalId }) => !active.includes(logicalId));
  for (const { logicalId } of gone) delete resources[logicalId];
  return gone.filter(({ exists }) => exists).map((resource) => ({ resource, cause: "removed-from-stack" }));
}

function everything(run: StackRun, cause: Doomed["cause"]): Doomed[] {
  return Object.values(run.stack.resources).map((resource) => ({ resource, cause }));
}

function notDeleted(ids: string[]): string {
  return `The following resource(s) failed to delete: [${ids.join(", ")}].`;
}
