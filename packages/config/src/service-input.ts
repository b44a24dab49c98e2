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
