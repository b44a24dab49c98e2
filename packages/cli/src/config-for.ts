import { loadConfig, type RegattaConfig } from "@regatta/config";
import type { CommandContext } from "./command-context.ts";

/** Loads the configuration a command works by. @param options.config the file named with --config. */
export function configFor(
  { cwd }: CommandContext,
  { config: file }: { config?: string },
): Promise<RegattaConfig> {
  return loadConfig({ cwd, ...(file === undefined ? {} : { file }) });
}
