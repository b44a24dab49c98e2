#!/usr/bin/env node
import { exitCodeOfSignal } from "./exit-code.ts";
import { Interrupts } from "./interrupts.ts";
import { runProgram } from "./program.ts";

// The SDK is loaded later, by the command that needs it. Its advice on Node versions is for us, not for our users.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const interrupt = new Interrupts();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (interrupt.receive(signal) === "quit") process.exit(exitCodeOfSignal(signal));
  });
}

// Whoever read our output has seen enough (`regatta pool status | head -1`): that must not end a run half-way.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await runProgram({
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  interrupt,
});
