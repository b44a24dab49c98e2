import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { CdkDeployer } from "../service/deployer.ts";
import { chooseCdkStacks, readCdkStacks } from "./cdk-assembly.ts";
import { cdkDeployCommand, cdkSaysNoUpdates, cdkSynthCommand } from "./cdk-command.ts";
import { runTool } from "./run-tool.ts";
import type { ToolCommand } from "./tool-command.ts";
import type { ToolDeploy, ToolDeployed } from "./tool-deploy.ts";

/**
 * Synthesises into a folder of its own, unless the app is a cloud assembly already, finds the service's stacks there
 * by their names, and deploys them from it.
 */
export async function deployWithCdk(deploy: ToolDeploy<CdkDeployer>): Promise<ToolDeployed> {
  const assembly = await assemblyOf(deploy);
  if (assembly) return deployAssembly(deploy, assembly);
  const output = await mkdtemp(join(tmpdir(), "regatta-cdk-"));
  try {
    await run(deploy, cdkSynthCommand(deploy, output));
    return await deployAssembly(deploy, output);
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/** The folder that `app` names; undefined when it is a command. */
async function assemblyOf({ service, deployer }: ToolDeploy<CdkDeployer>): Promise<string | undefined> {
  if (deployer.app === undefined) return undefined;
  const folder = resolve(service.directory, deployer.app);
  const found = await stat(folder).catch(() => undefined);
  return found?.isDirectory() ? folder : undefined;
}

async function deployAssembly(deploy: ToolDeploy<CdkDeployer>, assembly: string): Promise<ToolDeployed> {
  const stacks = chooseCdkStacks(await readCdkStacks(assembly), deploy.service, deploy.account);
  const output = await run(deploy, cdkDeployCommand(deploy, stacks, assembly));
  return { noUpdates: cdkSaysNoUpdates(output) };
}

function run({ account, service, signal }: ToolDeploy<CdkDeployer>, command: ToolCommand) {
  return runTool({ command, account, stackName: service.stackNames[0], signal });
}
