/** What a configuration file says; every path in it is relative to the file's folder. */
export interface RegattaConfigInput {
  /** Where the pool of accounts is kept. */
  pool?: PoolInput;
  /** How accounts are leased and used. */
  accounts?: AccountsInput;
  /** What has to be deployed in every account, by name. */
  services?: Record<string, ServiceInput>;
  /**
   * More services: folders, or globs of folders (`!` leaves out), with a `regatta.service.ts`, `.js` or `.json` each. It
   * says what `services.<name>` would, but no `directory`, which is its own folder; `name` is the folder's when left out.
   */
  serviceFolders?: string[];
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

/** Its `deployer` decides what it may say beside these settings, which are there for every service. */
export type ServiceInput =
  | CloudFormationServiceInput
  | CdkServiceInput
  | SamServiceInput
  | ServerlessServiceInput
  | CommandServiceInput;

/** What a `regatta.service` file says. */
export type ServiceFileInput = ServiceInput & {
  /** The service's name; the folder's when left out. */
  name?: string;
};

export interface CommonServiceInput {
  /**
   * The service's folder; required unless it has a `source`. Every file in it that git does not ignore counts towards
   * the fingerprint.
   */
  directory?: string;
  /** The git repository it comes from, when that is not this one; `directory` is then a folder in it, "." by default. */
  source?: SourceInput;
  /** The stack's name; for cloudformation and sam the service's name when left out. */
  stackName?: string;
  /** Instead of `stackName`: every stack a deploy makes, where it makes several. */
  stackNames?: string[];
  /** Names of the services that must be complete in an account before this one is deployed there. */
  dependsOn?: string[];
  /** Names of environment variables whose values decide what a deploy produces. */
  environment?: string[];
  /**
   * Extra files, folders or globs that decide it too, relative to `directory`; after `!`, what does not:
   * `"!docs"`, `"!../../pnpm-lock.yaml"`.
   */
  inputs?: string[];
  /** What must answer after a deploy before the service counts as complete. */
  probes?: ProbeInput[];
  /** Commands that make its code ready (install, build), run by the shell in `directory`, once a run. */
  prepare?: string | string[];
  /**
   * What `prepare` makes, relative to `directory`; no part of the fingerprint. With it, steps run again only when the
   * service has changed or one of these is gone; without it in every run.
   */
  prepareOutputs?: string[];
  /** How long one deploy may take. */
  timeoutSeconds?: number;
}

/** A template, deployed by Regatta itself: the deployer when none is named. It makes one stack. */
export interface CloudFormationServiceInput extends CommonServiceInput {
  /** May be left out. */
  deployer?: "cloudformation";
  /** The CloudFormation template, relative to `directory`. */
  template?: string;
  /** Parameters of the template. CloudFormation takes text only: write "5", not 5. */
  parameters?: Record<string, string>;
  /**
   * What the template is allowed to do beyond the ordinary: CAPABILITY_IAM, CAPABILITY_NAMED_IAM,
   * CAPABILITY_AUTO_EXPAND.
   */
  capabilities?: Capability[];
  /** Local code that is put into a bucket, and the parameters that tell the template where it lies. */
  packages?: CodePackageInput[];
  /** With `express` CloudFormation does not wait until resources are ready to serve; add `probes`. */
  mode?: "standard" | "express";
}

/** `cdk deploy`, in `directory`. Only the app knows its stacks: name them in `stackName` or `stackNames`. */
export interface CdkServiceInput extends CommonServiceInput {
  /** What chooses this deployer. */
  deployer: "cdk";
  /** The command that synthesises, or the folder of a cloud assembly; what cdk.json says when left out. */
  app?: string;
  /** Context values of the app. */
  context?: Record<string, string>;
  /** Parameters of its templates, by `<stack>:<name>` or `<name>`. */
  parameters?: Record<string, string>;
  /** Further arguments of `cdk deploy`. */
  args?: string[];
  /** With `express` CloudFormation does not wait until resources are ready to serve; add `probes`. */
  mode?: "standard" | "express";
}

/** `sam deploy`, in `directory`. It makes one stack. */
export interface SamServiceInput extends CommonServiceInput {
  /** What chooses this deployer. */
  deployer: "sam";
  /** The template, relative to `directory`. */
  template?: string;
  /** Parameters of the template, as text. */
  parameters?: Record<string, string>;
  /** As for cloudformation. */
  capabilities?: Capability[];
  /** Further arguments of `sam deploy`. */
  args?: string[];
  /** With `express` CloudFormation does not wait until resources are ready to serve; add `probes`. */
  mode?: "standard" | "express";
}

/**
 * `serverless deploy`, in `directory`. Name its stack in `stackName`: serverless itself takes `<service>-<stage>`, and
 * both may be computed.
 */
export interface ServerlessServiceInput extends CommonServiceInput {
  /** What chooses this deployer. */
  deployer: "serverless";
  /** The configuration file, relative to `directory`; serverless.yml when left out. */
  config?: string;
  /** The stage; serverless's own default. */
  stage?: string;
  /** Values for `${param:…}`. */
  params?: Record<string, string>;
  /** Further arguments of `serverless deploy`. */
  args?: string[];
}

/** Any command. It has to set the tags it is handed, on every stack in `stackName` or `stackNames`. */
export interface CommandServiceInput extends CommonServiceInput {
  /** What chooses this deployer. */
  deployer: "command";
  /** Run by the shell in `directory`. */
  command: string;
}

export interface SourceInput {
  /** What `git clone` takes: a URL, `user@host:path`, or a path relative to the configuration file. */
  git: string;
  /** A branch, a tag or a full commit id; the repository's default branch when left out. */
  ref?: string;
}

export interface CodePackageInput {
  /** Relative to `directory`. A folder is zipped, a file is uploaded as it is. */
  path: string;
  /** The template's parameter that gets the bucket's name. */
  bucketParameter: string;
  /** The template's parameter that gets the object's key. */
  keyParameter: string;
}

/** Its `kind` decides what it looks at. `${Output}` in texts stands for an output of the service's stacks. */
export type ProbeInput = CommandProbeInput | HttpProbeInput | ResourceProbeInput;

export interface CommonProbeInput {
  /** How long it may take to hold. */
  timeoutSeconds?: number;
  /** How long to wait between two looks. */
  everySeconds?: number;
}

/** Holds when a command ends with exit code 0. */
export interface CommandProbeInput extends CommonProbeInput {
  /** What chooses this probe. */
  kind: "command";
  /** Run by the shell in the service's `directory`, inside the account. */
  command: string;
}

/** Holds when a URL answers as expected. */
export interface HttpProbeInput extends CommonProbeInput {
  /** What chooses this probe. */
  kind: "http";
  /** What is asked for. */
  url: string;
  /** The method; GET when left out. */
  method?: string;
  /** The status that is expected; any from 200 to 299 when left out. */
  status?: number;
}

/** Holds when CloudFormation says that a resource is complete. */
export interface ResourceProbeInput extends CommonProbeInput {
  /** What chooses this probe. */
  kind: "resource";
  /** Its name in the template. */
  logicalId: string;
  /** Its stack; the service's first when left out. */
  stackName?: string;
}

/** By the CloudFormation API reference (CreateChangeSet, Capabilities). */
export type Capability = "CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND";

export interface DeployInput {
  /** How many stacks are deployed at once, all accounts together. */
  concurrency?: number;
  /** How many local processes (deploy tools, build steps) run at once; the number of cores when left out. */
  processes?: number;
  /** How often CloudFormation is asked how a deploy is going. */
  pollMs?: number;
  /**
   * The bucket in each account for code that templates name by a local path, and for large templates; `{account}` and
   * `{region}` stand for the account's. It must belong to the account it is used in.
   */
  bucket?: string;
  /** Whether that bucket is made where it is missing. */
  createBucket?: boolean;
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
  /**
   * The folder of checkouts of other repositories, shared by all projects; `~/.cache/regatta` (macOS:
   * `~/Library/Caches/regatta`) when left out. Best outside of the project: Jest looks into every folder of it.
   */
  cache?: string;
}
