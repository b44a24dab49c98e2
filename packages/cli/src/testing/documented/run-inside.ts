import type { RunLine } from "./try-command.ts";

/** Calls the program inside this process: for the test suite. */
export const runInside: RunLine = (docs, { args }) => docs.call(...args);
