import { setMaxListeners } from "node:events";
import { messageOf } from "@regatta/foundation";
import { parseOnce } from "../template/read-template.ts";
import type { AccountStacks } from "./account-stacks.ts";
import { type ChangeSet, isInProgress, type Stack } from "./model.ts";
import { NestedStacks, type NestedStacksOptions, type StackDriver } from "./nested-stacks.ts";
import type { ObservationGate } from "./observation-gate.ts";
import { phases } from "./phases.ts";
import { previewChanges } from "./preview-changes.ts";
import { type EngineParts, StackRun } from "./stack-run.ts";

interface Job {
  controller: AbortController;
  done: Promise<void>;
}

/** Drives stacks and change sets through their statuses, in the background. */
export class StackEngine implements StackDriver {
  readonly #parts: EngineParts;
  readonly #gate: ObservationGate;
  readonly #jobs = new Map<string, Job>();
  #isClosed = false;

  constructor(
    options: Omit<EngineParts, "nested"> & Omit<NestedStacksOptions, "driver"> & { gate: ObservationGate },
  ) {
    this.#parts = { ...options, nested: new NestedStacks({ ...options, driver: this }) };
    this.#gate = options.gate;
  }

  /**
   * Works off the stack's status until it is no longer in progress; takes over from a job under way.
   * @param options.isNested nobody waits to see it begin.
   */
  start(account: AccountStacks, stack: Stack, { isNested = false }: { isNested?: boolean } = {}): void {
    this.#begin(stack.id, async (signal) => {
      if (!isNested) await this.#gate.wait(stack.id, signal);
      await this.#driveStack(account, stack, signal);
    });
  }

  /** Resolves when nothing works on the stack any more, or the signal aborts. */
  async finished(stackId: string, signal: AbortSignal): Promise<void> {
    const job = this.#jobs.get(stackId);
    if (!job) return;
    const given = new AbortController();
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { signal: given.signal });
    });
    await Promise.race([job.done, aborted]);
    given.abort();
  }

  /** Computes a change set's changes. */
  startChangeSet(account: AccountStacks, stack: Stack, changeSet: ChangeSet): void {
    this.#begin(changeSet.id, async (signal) => {
      await this.#gate.wait(changeSet.id, signal);
      computeChangeSet(account, stack, changeSet);
      await account.save(stack);
    });
  }

  /** Goes on with what was under way when the state was last kept. */
  resume(account: AccountStacks): void {
    for (const stack of account.stacks) {
      if (isInProgress(stack.status)) this.start(account, stack, { isNested: stack.parentId !== undefined });
      for (const changeSet of stack.changeSets) {
        if (changeSet.status === "CREATE_IN_PROGRESS") this.startChangeSet(account, stack, changeSet);
      }
    }
  }

  /** Stops every job where it is; resolves when none runs any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const jobs = [...this.#jobs.values()];
    for (const { controller } of jobs) controller.abort(new Error("closed"));
    await Promise.all(jobs.map(({ done }) => done));
  }

  #begin(id: string, work: (signal: AbortSignal) => Promise<void>): void {
    if (this.#isClosed) return;
    const previous = this.#jobs.get(id);
    previous?.controller.abort(new Error("superseded"));
    const controller = new AbortController();
    // Every resource under way listens to it.
    setMaxListeners(0, controller.signal);
    const job: Job = { controller, done: Promise.resolve() };
    job.done = this.#run(id, job, previous, work);
    this.#jobs.set(id, job);
  }

  async #run(
    id: string,
    job: Job,
    previous: Job | undefined,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { signal } = job.controller;
    try {
      await previous?.done;
      await work(signal);
    } catch {
      // Stopped (close, or another operation took over): what there is to tell is in the stack already.
    } finally {
      if (this.#jobs.get(id) === job) this.#jobs.delete(id);
    }
  }

  async #driveStack(account: AccountStacks, stack: Stack, signal: AbortSignal): Promise<void> {
    try {
      while (isInProgress(stack.status)) {
        const phase = phases[stack.status];
        if (!phase) throw new Error(`nothing to do in ${stack.status}`);
        await phase(new StackRun({ ...this.#parts, account, stack, signal }));
        signal.throwIfAborted();
        await account.save(stack);
      }
    } catch (error) {
      if (signal.aborted) throw error;
      // A bug of ours must not leave a stack in progress for ever.
      const run = new StackRun({ ...this.#parts, account, stack, signal });
      run.setStatus(failedStatus(stack.status), `Internal error of local-aws: ${messageOf(error)}`);
      await account.save(stack);
    }
  }
}

function failedStatus(status: string): string {
  if (status.startsWith("UPDATE_ROLLBACK")) return "UPDATE_ROLLBACK_FAILED";
  const [verb] = status.split("_");
  return `${verb}_FAILED`;
}

function computeChangeSet(account: AccountStacks, stack: Stack, changeSet: ChangeSet): void {
  const { definition } = changeSet;
  try {
    const template = parseOnce(definition.templateBody);
    const preview = previewChanges({ stacks: account.stacks, stack, definition, template });
    if (!preview.isChange) throw new Error(noChanges);
    changeSet.changes = preview.changes;
    changeSet.status = "CREATE_COMPLETE";
    changeSet.executionStatus = "AVAILABLE";
  } catch (error) {
    changeSet.status = "FAILED";
    changeSet.executionStatus = "UNAVAILABLE";
    changeSet.reason = messageOf(error);
  }
}

const noChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";
