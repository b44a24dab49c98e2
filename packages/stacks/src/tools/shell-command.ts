import type { CommandDeployer } from "../service/deployer.ts";
import { deployEnvironment } from "./deploy-environment.ts";
import type { ToolCommand, ToolInput } from "./tool-command.ts";

/** Any command, run by `sh`; what it has to know is in its environment. */
export function shellCommand(input: ToolInput<CommandDeployer>): ToolCommand {
  const { service, deployer } = input;
  return {
    title: deployer.command,
    file: "sh",
    args: ["-c", deployer.command],
    env: deployEnvironment(input),
    cwd: service.directory,
    install: "Put a POSIX shell named sh on the PATH.",
  };
}
