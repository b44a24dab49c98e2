import { fileURLToPath } from "node:url";

/** Absolute path of the built runner: what `jest --runner` is given. */
export const runnerPath: string = fileURLToPath(new URL("../dist/runner.cjs", import.meta.url));
