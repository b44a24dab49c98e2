import { RegattaError } from "@regatta/foundation";
import type { Deployer } from "../deployer.ts";
import type { ServiceDefinition } from "../service-definition.ts";

export interface ToolDeploy {
  service: ServiceDefinition;
  deployer: Exclude<Deployer, { kind: "cloudformation" }>;
  /** The tags every stack of the service must carry afterwards. */
  tags: Record<string, string>;
}

/** Deploys a service with the tool its definition names. */
export async function deployWithTool({ service, deployer }: ToolDeploy): Promise<{ noUpdates: boolean }> {
  throw new RegattaError(`The service "${service.name}" asks for ${deployer.kind}.`, {
    code: "DEPLOYER_UNKNOWN",
    source: "internal",
  });
}
