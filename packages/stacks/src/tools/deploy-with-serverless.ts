import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { RegattaError } from "@regatta/foundation";
import type { ServerlessDeployer } from "../service/deployer.ts";
import { inFolder } from "./in-folder.ts";
import { runTool } from "./run-tool.ts";
import { serverlessCommand } from "./serverless-command.ts";
import { type ServerlessConfig, taggedServerlessConfig } from "./serverless-config.ts";
import { saysNoUpdates, type ToolDeploy, type ToolDeployed } from "./tool-deploy.ts";

/** In the order in which the framework looks for them. */
const usualNames = ["yml", "yaml", "json", "js", "mjs", "cjs", "ts"].map((end) => `serverless.${end}`);

/**
 * Deploys with a configuration beside the user's that sets the stack tags, and is removed afterwards. One deploy at
 * a time in a folder: the framework packages into its `.serverless`, which it empties first.
 */
export async function deployWithServerless(deploy: ToolDeploy<ServerlessDeployer>): Promise<ToolDeployed> {
  const { service, tags, account, signal } = deploy;
  const own = await ownConfig(deploy);
  return inFolder(dirname(own.path), signal, async () => {
    const config = taggedServerlessConfig(own, tags);
    const command = serverlessCommand(deploy, config.path);
    const isOurs = config.path !== own.path;
    if (isOurs) await writeFile(config.path, config.text);
    try {
      const output = await runTool({ command, account, stackName: service.stackNames[0], signal });
      return { noUpdates: saysNoUpdates(output) };
    } finally {
      if (isOurs) await rm(config.path, { force: true });
    }
  });
}

async function ownConfig({ service, deployer }: ToolDeploy<ServerlessDeployer>): Promise<ServerlessConfig> {
  const paths = deployer.config ? [deployer.config] : usualNames.map((name) => join(service.directory, name));
  for (const path of paths) {
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text !== undefined) return { path, text };
  }
  throw new RegattaError(`The service "${service.name}" has no ${paths.join(", ")}.`, {
    code: "SERVERLESS_CONFIG_FIXED",
    source: "user",
    nextStep: `Name the configuration file in the "config" of "${service.name}".`,
  });
}
