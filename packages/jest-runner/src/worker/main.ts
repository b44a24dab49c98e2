/** A worker: a long-lived process with the environment of one account, running one test file at a time. */

import type { FileEnd, ToWorker } from "../worker-protocol.ts";
import { ConsoleTail } from "./console-tail.ts";
import { ErrorWatch } from "./error-watch.ts";
import { FileRunner } from "./file-runner.ts";
import { LeftoverWatch } from "./leftover-watch.ts";
import { sendToJest } from "./send-to-jest.ts";
import { thrownError } from "./thrown-error.ts";

const workerId = process.env.JEST_WORKER_ID ?? "1";
const errors = new ErrorWatch((run, error) =>
  sendToJest({ kind: "late-error", run, error: thrownError(error) }),
);
const leftovers = new LeftoverWatch((run) => sendToJest({ kind: "settled", run }));
let runner: FileRunner | undefined;

/** One file, from the order to the result. Anything thrown on the way is the file's failure, never the worker's. */
async function runFile({ run, project, path }: Extract<ToWorker, { kind: "run" }>): Promise<void> {
  sendToJest({ kind: "started", run });
  leftovers.begin();
  const end = await errors.during(run, async () => {
    if (!runner) throw new Error("the worker was given a file before its setup");
    return runner.run(project, path);
  });
  if (hasPassed(end)) {
    for (const error of errors.unheard) sendToJest({ kind: "late-error", run, error: thrownError(error) });
  }
  const { heapUsed } = process.memoryUsage();
  sendToJest({ kind: "result", run, end, pending: leftovers.end(run), heapUsed });
}

function hasPassed(end: FileEnd): boolean {
  return end.kind === "result" && end.result.numFailingTests === 0 && !end.result.testExecError;
}

process.on("message", (message: ToWorker) => {
  switch (message.kind) {
    case "setup":
      new ConsoleTail().attach(message.modules.console);
      runner = new FileRunner(message, workerId, (event, payload) => {
        errors.testCase();
        sendToJest({ kind: "case", event, payload });
      });
      break;
    case "project":
      runner?.addProject(message.config, message.moduleMap);
      break;
    case "run":
      // Jest copies the environment for each file: one that runs, or its leftovers, keep what they have.
      if (message.outputs !== undefined) process.env.REGATTA_OUTPUTS = message.outputs;
      if (message.accounts !== undefined) process.env.REGATTA_ACCOUNTS = message.accounts;
      if (message.traceparent !== undefined) process.env.TRACEPARENT = message.traceparent;
      void runFile(message);
      break;
    case "end":
      process.exit(0);
  }
});

// Jest is gone, for whatever reason: so is this worker, with everything its tests have started. (A worker inside
// an endless loop never gets here; whoever was told its pid must kill it.)
process.on("disconnect", () => process.kill(-process.pid, "SIGKILL"));

process.on("exit", (code) => {
  const run = errors.blamed;
  sendToJest({ kind: "exiting", code, ...(run === undefined ? {} : { run }) });
});
