import { join } from "node:path";
import { root } from "../bench/built.mjs";

/** A module of what the tests of the command line have for documents, built. */
export const fromCli = (name) => import(join(root, "packages/cli/dist/testing", `${name}.js`));
