import type { ServiceDefinition } from "../service/service-definition.ts";

/** One process to run. Nothing secret is in `args`: everybody on a machine may read command lines. */
export interface ToolCommand {
  /** What messages call it: "cdk deploy". */
  title: string;
  /** Looked for in the node_modules/.bin of `cwd` and its ancestors, then on the PATH of `env`. */
  file: string;
  args: string[];
  /** The whole environment of the process. */
  env: Record<string, string>;
  /** Absolute. */
  cwd: string;
  /** What to do when there is no such program; a sentence. */
  install: string;
  /** The code of its failure. Default DEPLOY_FAILED: who knows what it has changed. */
  failureCode?: string;
}

/** What every tool's command is made of. */
export interface ToolInput<D> {
  service: ServiceDefinition;
  deployer: D;
  /** The tags every stack of the service must carry afterwards. */
  tags: Record<string, string>;
  /** The environment of processes in this account. */
  environment: Record<string, string>;
  /** The account, `<id>/<region>`. */
  account: string;
}

/** The id and the region of an account, as its key says. */
export function partsOf(account: string): { id: string; region: string } {
  const [id = "", region = ""] = account.split("/");
  return { id, region };
}

/** `key=value` for each entry. */
export function pairs(values: Record<string, string>): string[] {
  return Object.entries(values).map(([key, value]) => `${key}=${value}`);
}
