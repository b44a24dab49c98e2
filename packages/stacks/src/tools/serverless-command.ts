import { basename, dirname } from "node:path";
import type { ServerlessDeployer } from "../service/deployer.ts";
import { deployEnvironment } from "./deploy-environment.ts";
import { type Refused, refuseArguments } from "./refuse-arguments.ts";
import { pairs, partsOf, type ToolCommand, type ToolInput } from "./tool-command.ts";

const refused: Refused = {
  "--config": 'the setting is "config".',
  "-c": 'the setting is "config".',
  "--stage": 'the setting is "stage".',
  "-s": 'the setting is "stage".',
  "--region": "an account of the pool is one region.",
  "-r": "an account of the pool is one region.",
  "--aws-profile": "the account's session is used.",
  "--noDeploy": "nothing would be deployed.",
  function: "the stack would no longer be what its fingerprint says.",
  "--function": "the stack would no longer be what its fingerprint says.",
  "-f": "the stack would no longer be what its fingerprint says.",
};

/**
 * `serverless deploy` of version 3 or 4. `--force` because its own look for changes knows neither tags nor
 * everything that may have changed: Regatta has decided already.
 * @param config the configuration that sets the stack tags, absolute; the tool runs in its folder.
 * @throws RegattaError TOOL_ARGUMENT_REFUSED.
 */
export function serverlessCommand(input: ToolInput<ServerlessDeployer>, config: string): ToolCommand {
  const { service, deployer, account } = input;
  refuseArguments(service, deployer.args, refused);
  const args = ["deploy", "--config", basename(config), "--force", "--region", partsOf(account).region];
  if (deployer.stage) args.push("--stage", deployer.stage);
  for (const one of pairs(deployer.params)) args.push("--param", one);
  args.push(...deployer.args);
  return {
    title: "serverless deploy",
    file: "serverless",
    args,
    env: deployEnvironment(input),
    cwd: dirname(config),
    install: "Install it where the service is: npm install --save-dev serverless@3, or 4 with a licence.",
  };
}
