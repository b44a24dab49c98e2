import { messageOf } from "@regatta/foundation";
import { runTool } from "../tools/run-tool.ts";
import type { Look, ProbedService } from "./look.ts";

/**
 * Runs a command once, by the shell, in the service's directory: it holds when it ends with 0. The outputs of the
 * service's stacks are variables of its environment, so that the shell puts them in where the command says `${Name}`:
 * no output can become a part of the command, nor be read on a command line. A variable that is there already stays.
 * Takes no slot of local processes: behind deploys that run for minutes, what is ready would have to wait.
 */
export async function lookByCommand(command: string, probed: ProbedService): Promise<Look> {
  const { service, outputs, environment, calls } = probed;
  const { account, signal } = calls;
  try {
    await runTool({
      command: {
        title: "The command",
        file: "sh",
        args: ["-c", command],
        env: { ...outputs, ...environment, REGATTA_OUTPUTS: JSON.stringify(outputs) },
        cwd: service.directory,
        install: "Put a POSIX shell named sh on the PATH.",
      },
      account,
      stackName: service.stackNames[0],
      signal,
      graceMs: 1_000,
    });
    return { held: true, seen: "exit code 0" };
  } catch (error) {
    return { held: false, seen: messageOf(error) };
  }
}
