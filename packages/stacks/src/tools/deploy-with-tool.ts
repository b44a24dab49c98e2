import { RegattaError } from "@regatta/foundation";
import type { Deployer } from "../deployer.ts";
import type { ServiceDefinition } from "../service-definition.ts";

export interface ToolDeploy {
  service: ServiceDefinition;
  deployer: Exclude<Deployer, { kind: "cloudformation" }>;
  /** The tags every stack of the service must carry afterwards. */
  tags: Record<string, string>;
  /** The whole environment of the tool's process. */
  environment: Record<string, string>;
  /** The account, `<id>/<region>`, for errors. */
  account: string;
  /** Aborting it kills the tool's process group. */
  signal: AbortSignal;
}

/** Deploys a service with the tool its definition names. */
export async function deployWithTool({ service, deployer }: ToolDeploy): Promise<{ noUpdates: boolean }> {
  throw new RegattaError(`The service "${service.name}" asks for ${deployer.kind}.`, {
    code: "DEPLOYER_UNKNOWN",
    source: "internal",
  });
}
