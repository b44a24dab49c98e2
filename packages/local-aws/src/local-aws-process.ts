import { fileURLToPath } from "node:url";

/**
 * The file to run with Node for an embedded AWS in a process of its own: see `main.ts`. Always the built
 * one, also when this is loaded from source.
 */
export const localAwsProcess: string = fileURLToPath(new URL("../dist/main.js", import.meta.url));
