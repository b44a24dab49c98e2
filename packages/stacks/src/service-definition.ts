/** One deployable unit: a folder and a CloudFormation template that becomes one stack. */
export interface ServiceDefinition {
  name: string;
  /** Absolute. */
  directory: string;
  /** Absolute; may lie outside `directory`. */
  template: string;
  stackName: string;
  parameters: Record<string, string>;
  capabilities: string[];
  /** Names of the services that must be complete in an account before this one starts there. */
  dependsOn: string[];
  /** Names of environment variables whose values decide what a deploy produces. */
  environment: string[];
  /** Extra files, folders or globs that decide it too; absolute, or relative to `directory`. */
  inputs: string[];
  /** How long one deploy may take, waiting for others' operations included; 30 minutes when absent. */
  timeoutMs?: number;
}
