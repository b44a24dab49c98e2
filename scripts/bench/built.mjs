import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The built command line. */
export const cli = join(root, "packages/cli/dist/main.js");

/** The built package of this name. */
export const built = (name) => import(join(root, `packages/${name}/dist/index.js`));
