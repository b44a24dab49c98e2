import type { CommandDeployer, Deployer, SamDeployer } from "../service/deployer.ts";
import { deployWithCdk } from "./deploy-with-cdk.ts";
import { deployWithServerless } from "./deploy-with-serverless.ts";
import { runTool } from "./run-tool.ts";
import { samCommand } from "./sam-command.ts";
import { shellCommand } from "./shell-command.ts";
import type { ToolCommand } from "./tool-command.ts";
import { saysNoUpdates, type ToolDeploy, type ToolDeployed } from "./tool-deploy.ts";

type ToolDeployer = Exclude<Deployer, { kind: "cloudformation" }>;

/**
 * Deploys a service with the tool its definition names.
 * @throws RegattaError DEPLOY_FAILED with the tool's last lines, TOOL_NOT_FOUND, TOOL_ARGUMENT_REFUSED,
 *   CDK_SYNTH_FAILED, CDK_STACK_MISSING, CDK_ASSEMBLY_UNREADABLE, SERVERLESS_CONFIG_FIXED; the signal's reason when cut off.
 */
export async function deployWithTool(deploy: ToolDeploy<ToolDeployer>): Promise<ToolDeployed> {
  const { deployer } = deploy;
  switch (deployer.kind) {
    case "cdk":
      return deployWithCdk({ ...deploy, deployer });
    case "sam":
      return deployWithCommand(samCommand, { ...deploy, deployer });
    case "serverless":
      return deployWithServerless({ ...deploy, deployer });
    case "command":
      return deployWithCommand(shellCommand, { ...deploy, deployer });
  }
}

async function deployWithCommand<D extends SamDeployer | CommandDeployer>(
  toCommand: (deploy: ToolDeploy<D>) => ToolCommand,
  deploy: ToolDeploy<D>,
): Promise<ToolDeployed> {
  const { account, service, signal } = deploy;
  const output = await runTool({
    command: toCommand(deploy),
    account,
    stackName: service.stackNames[0],
    signal,
  });
  return { noUpdates: saysNoUpdates(output) };
}
