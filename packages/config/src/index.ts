export type {
  AccountsInput,
  DeployInput,
  OutputInput,
  PoolInput,
  RegattaConfigInput,
  TestsInput,
} from "./config-input.ts";
export { configTemplate } from "./config-template.ts";
export { defineConfig } from "./define-config.ts";
export { defineService } from "./define-service.ts";
export { configFileNames } from "./find-config.ts";
export { type LoadConfigOptions, loadConfig } from "./load-config.ts";
export type { DeployerConfig, RegattaConfig, ServiceConfig } from "./regatta-config.ts";
export type { Capability, ProbeInput, ServiceFileInput, ServiceInput, SourceInput } from "./service-input.ts";
