import { createJiti } from "jiti";
import { defineConfig } from "./define-config.ts";
import { defineService } from "./define-service.ts";

/**
 * Evaluates a file of ours in TypeScript or JavaScript, ESM or CommonJS.
 * @returns its default export; undefined when it has none.
 */
export async function evaluateModule(file: string): Promise<unknown> {
  const own = { defineConfig, defineService };
  const jiti = createJiti(file, {
    // Read anew every time, and leave nothing behind: a configuration is small.
    moduleCache: false,
    fsCache: false,
    interopDefault: false,
    // So that it also works where Regatta is not installed in the project (npx).
    virtualModules: { regatta: own, "@regatta/config": own },
  });
  const module = await jiti.import<object>(file);
  return exportedBy(module);
}

// CommonJS may arrive as it is, or wrapped as the default export of a module.
function exportedBy(module: object): unknown {
  if ("default" in module) return module.default;
  const isEsm = "__esModule" in module || Object.prototype.toString.call(module) === "[object Module]";
  return isEsm || Object.keys(module).length === 0 ? undefined : module;
}
