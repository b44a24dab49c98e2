/** What brings a service's stacks to the wanted state. Paths are absolute. */
export type Deployer =
  | CloudFormationDeployer
  | CdkDeployer
  | SamDeployer
  | ServerlessDeployer
  | CommandDeployer;

/** A template, deployed by Regatta itself. */
export interface CloudFormationDeployer {
  kind: "cloudformation";
  /** May lie outside the service's directory. */
  template: string;
  parameters: Record<string, string>;
  capabilities: string[];
  /** Local code that is zipped to a bucket, and the template's parameters that are told where it lies. */
  packages?: CodePackage[];
}

/** A file or folder that a template's parameters name once it is in a bucket. */
export interface CodePackage {
  /** A folder is zipped; a file is uploaded as it is. */
  path: string;
  /** The names of the parameters that get the bucket, and the object's key. */
  bucketParameter: string;
  keyParameter: string;
}

/** `cdk deploy`. */
export interface CdkDeployer {
  kind: "cdk";
  /** The command that synthesises, or the folder of a cloud assembly; what cdk.json says when absent. */
  app?: string;
  context: Record<string, string>;
  /** By `<stack>:<name>` or `<name>`. */
  parameters: Record<string, string>;
  /** Further arguments of the command. */
  args: string[];
}

/** `sam deploy`. */
export interface SamDeployer {
  kind: "sam";
  template: string;
  parameters: Record<string, string>;
  capabilities: string[];
  args: string[];
}

/** `serverless deploy`, version 3 or 4. */
export interface ServerlessDeployer {
  kind: "serverless";
  /** serverless.yml when absent. */
  config?: string;
  stage: string;
  params: Record<string, string>;
  args: string[];
}

/** Any command, run by the shell in the service's directory. */
export interface CommandDeployer {
  kind: "command";
  command: string;
}
