import type { Deployer } from "./deployer.ts";
import type { Probe } from "./probe.ts";

/** One deployable unit: a folder and what deploys it, which becomes one or more stacks in every account. */
export interface ServiceDefinition {
  name: string;
  /** Absolute. */
  directory: string;
  /** Every stack a deploy of it makes; at least one. */
  stackNames: readonly [string, ...string[]];
  deployer: Deployer;
  /** Names of the services that must be complete in an account before this one starts there. */
  dependsOn: string[];
  /** Names of environment variables whose values decide what a deploy produces. */
  environment: string[];
  /**
   * Extra files, folders or globs that decide it too; absolute, or relative to `directory`. What begins with `!`
   * names, in the same way, what does not.
   */
  inputs: string[];
  /** Commands that make its code ready to be deployed; none when absent. */
  prepare?: readonly string[];
  /** `express`: CloudFormation does not wait until resources are ready to serve; `standard` when absent. */
  mode?: "standard" | "express";
  /** What must answer, after a deploy, before the service counts as complete; none when absent. */
  probes?: Probe[];
  /** How long one deploy may take, waiting for others' operations included; 30 minutes when absent. */
  timeoutMs?: number;
}
