import type { WorkerExit } from "./worker-process.ts";

// V8's last words, as jest-worker knows them.
const OUT_OF_MEMORY = /heap out of memory|allocation failure;|Last few GCs/;

/**
 * How a worker came to its end, in words that "The test file crashed: " can stand before.
 * @param output what it printed last.
 */
export function describeExit({ code, signal, startError }: WorkerExit, output: string): string {
  if (startError) return `the worker could not be started: ${startError}`;
  const how = signal ? `was killed by ${signal}` : `exited with code ${code}`;
  if (OUT_OF_MEMORY.test(output))
    return `the worker ran out of memory (JavaScript heap out of memory) and ${how}`;
  // Nobody here kills a worker and does not know why.
  if (signal === "SIGKILL") return `the worker ${how}, as the system does when the machine's memory runs out`;
  return `the worker ${how}`;
}
