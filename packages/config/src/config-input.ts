/** What a configuration file says; every path in it is relative to the file's folder. */
export interface RegattaConfigInput {
  /** Where the pool of accounts is kept. */
  pool?: PoolInput;
  /** How accounts are leased and used. */
  accounts?: AccountsInput;
  /** What has to be deployed in every account, by name. */
  services?: Record<string, ServiceInput>;
  /** How services are deployed. */
  deploy?: DeployInput;
  /** How Jest is started. */
  tests?: TestsInput;
  /** Where a run writes. */
  output?: OutputInput;
}

export interface PoolInput {
  /** The DynamoDB table that holds the pool. `regatta pool init` makes it. */
  table?: string;
  /** The pool's name: one table can hold several. */
  name?: string;
  /** The region of the table. When left out, what the AWS SDK finds (AWS_REGION, the profile). */
  region?: string;
}

export interface AccountsInput {
  /** The most accounts a run holds at once. `regatta run --accounts` overrides it. */
  max?: number;
  /** Account ids that are never used, whatever the pool says: the ones that hold anything of value. */
  protected?: string[];
  /** How long a lease lasts without a heartbeat. A killed run's accounts become dirty after this time. */
  leaseSeconds?: number;
  /** How long a run waits for a first account when the pool has none to give; 0 is not at all. */
  waitSeconds?: number;
  /** How long the credentials of one AssumeRole are good for; they are renewed by themselves. */
  sessionSeconds?: number;
  /** How many test files share an account at a time. Leave it at 1 unless your tests allow for neighbours. */
  filesPerAccount?: number;
}

export interface ServiceInput {
  /** The service's folder. Every file in it that git does not ignore counts towards the fingerprint. */
  directory: string;
  /** The CloudFormation template, relative to `directory`. */
  template?: string;
  /** The stack's name; the service's name when left out. */
  stackName?: string;
  /** Parameters of the template. CloudFormation takes text only: write "5", not 5. */
  parameters?: Record<string, string>;
  /**
   * What the template is allowed to do beyond the ordinary: CAPABILITY_IAM, CAPABILITY_NAMED_IAM,
   * CAPABILITY_AUTO_EXPAND.
   */
  capabilities?: Capability[];
  /** Names of the services that must be complete in an account before this one is deployed there. */
  dependsOn?: string[];
  /** Names of environment variables whose values decide what a deploy produces. */
  environment?: string[];
  /** Extra files, folders or globs that decide it too, relative to `directory`. */
  inputs?: string[];
  /** How long one deploy may take. */
  timeoutSeconds?: number;
}

/** By the CloudFormation API reference (CreateChangeSet, Capabilities). */
export type Capability = "CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND";

export interface DeployInput {
  /** How many stacks are deployed at once, all accounts together. */
  concurrency?: number;
  /** How often CloudFormation is asked how a deploy is going. */
  pollMs?: number;
}

export interface TestsInput {
  /** The folder Jest is started in: the one with its configuration. */
  directory?: string;
  /** Arguments Jest is always started with; those of the command line come after them. */
  jest?: string[];
  /** How long one test file may take before its worker is killed. */
  fileTimeoutSeconds?: number;
}

export interface OutputInput {
  /** The folder of the run logs. Not for version control. */
  directory?: string;
  /** The JUnit report. */
  junit?: string;
}
