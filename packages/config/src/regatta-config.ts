import type { Capability } from "./config-input.ts";

/** A checked configuration: every default filled in, every path absolute. */
export interface RegattaConfig {
  /** The file it was read from; absolute. */
  file: string;
  /** The file's folder; absolute. */
  directory: string;
  pool: { table: string; name: string; region?: string | undefined };
  accounts: {
    max: number;
    protected: string[];
    leaseSeconds: number;
    waitSeconds: number;
    sessionSeconds: number;
    filesPerAccount: number;
  };
  services: Record<string, ServiceConfig>;
  deploy: { concurrency: number; pollMs: number };
  tests: { directory: string; jest: string[]; fileTimeoutSeconds: number };
  output: { directory: string; junit: string };
}

/** A service of a checked configuration. */
export interface ServiceConfig {
  /** Absolute. */
  directory: string;
  /** Absolute. */
  template: string;
  stackName: string;
  parameters: Record<string, string>;
  capabilities: Capability[];
  dependsOn: string[];
  environment: string[];
  /** As written: absolute, or relative to `directory`. */
  inputs: string[];
  timeoutSeconds: number;
}
