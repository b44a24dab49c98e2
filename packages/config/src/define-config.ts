import type { RegattaConfigInput } from "./config-input.ts";

/** Gives a configuration file its types: `export default defineConfig({ … })`. Returns what it is given. */
export function defineConfig(config: RegattaConfigInput): RegattaConfigInput {
  return config;
}
