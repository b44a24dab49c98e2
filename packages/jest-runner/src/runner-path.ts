import { fileURLToPath } from "node:url";

/** Absolute path of the built runner: what `jest --runner` is given. */
export const runnerPath: string = fileURLToPath(new URL("../dist/runner.cjs", import.meta.url));

/** Absolute path of the built launcher: what loads Jest and waits for the parent's first message to run it. */
export const launcherPath: string = fileURLToPath(new URL("../dist/launcher.cjs", import.meta.url));
