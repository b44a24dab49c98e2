import type { Capability, CodePackageInput } from "./service-input.ts";

/** A checked configuration: every default filled in, every path absolute. */
export interface RegattaConfig {
  /** The file it was read from; absolute. */
  file: string;
  /** The file's folder; absolute. */
  directory: string;
  pool: { table: string; name: string; region?: string | undefined };
  accounts: {
    min: number;
    max: number;
    auto: boolean;
    priority: number;
    protected: string[];
    leaseSeconds: number;
    waitSeconds: number;
    sessionSeconds: number;
    filesPerAccount: number;
  };
  personal: Record<string, PersonalConfig>;
  services: Record<string, ServiceConfig>;
  deploy: { concurrency: number; processes: number; pollMs: number; bucket: string; createBucket: boolean };
  tests: {
    directory: string;
    jest: string[];
    fileTimeoutSeconds: number;
    retries: number;
    backupCopies: boolean;
    backupCopiesAfterSeconds: number;
    leaks: boolean | "fail";
    quarantine: QuarantineConfig[];
  };
  cleaning: {
    depth: "data" | "stacks" | "everything";
    protectedStacks: string[];
    keep: string[];
    roleName?: string | undefined;
    dataCommand?: string | undefined;
    attempts: number;
    retryMinutes: number;
    concurrency: number;
    stacksAtOnce: number;
    proofSeconds: number;
    aliasCheck: boolean;
    warm: boolean;
  };
  output: {
    directory: string;
    junit: string;
    junitCaseFiles?: boolean | undefined;
    report: boolean | string;
    emf?: string | undefined;
    cache?: string | undefined;
  };
  costs: {
    currency: string;
    machineHour?: number | undefined;
    accountHour?: number | undefined;
    deploy?: number | undefined;
  };
}

/** A test file, or tests of it, whose failures do not count until a day. */
export interface QuarantineConfig {
  /** As written: a path relative to Jest's rootDir, or a glob of such. */
  file: string;
  /** A full name; `*` is any text. */
  test?: string | undefined;
  /** The last day, `YYYY-MM-DD` in UTC. */
  until: string;
  reason?: string | undefined;
  ticket?: string | undefined;
}

/** An account of somebody's own. */
export interface PersonalConfig {
  accountId: string;
  region: string;
  profile?: string | undefined;
  roleArn?: string | undefined;
  externalId?: string | undefined;
}

/** A service of a checked configuration. What its deployer names stays as written: relative to `directory`. */
export type ServiceConfig = CommonServiceConfig & DeployerConfig;

export interface CommonServiceConfig {
  /** Absolute; with a `source` relative to its checkout. */
  directory: string;
  /** `git` is absolute where it is a path. */
  source?: { git: string; ref?: string | undefined } | undefined;
  stackNames: readonly [string, ...string[]];
  dependsOn: string[];
  environment: string[];
  /** As written: absolute, or relative to `directory`. */
  inputs: string[];
  probes: ProbeConfig[];
  prepare: string[];
  prepareOutputs: string[];
  timeoutSeconds: number;
}

export type DeployerConfig =
  | CloudFormationConfig
  | CdkConfig
  | SamConfig
  | ServerlessConfig
  | { deployer: "command"; command: string };

export interface CloudFormationConfig {
  deployer: "cloudformation";
  template: string;
  parameters: Record<string, string>;
  capabilities: Capability[];
  packages: CodePackageInput[];
  mode?: Mode | undefined;
}

export interface CdkConfig {
  deployer: "cdk";
  app?: string | undefined;
  context: Record<string, string>;
  parameters: Record<string, string>;
  args: string[];
  mode?: Mode | undefined;
}

export interface SamConfig {
  deployer: "sam";
  template: string;
  parameters: Record<string, string>;
  capabilities: Capability[];
  args: string[];
  mode?: Mode | undefined;
}

export interface ServerlessConfig {
  deployer: "serverless";
  config?: string | undefined;
  stage: string;
  params: Record<string, string>;
  args: string[];
}

type Mode = "standard" | "express";

export type ProbeConfig = { timeoutSeconds: number; everySeconds: number } & (
  | { kind: "command"; command: string }
  | { kind: "http"; url: string; method?: string | undefined; status?: number | undefined }
  | { kind: "resource"; logicalId: string; stackName?: string | undefined }
);
