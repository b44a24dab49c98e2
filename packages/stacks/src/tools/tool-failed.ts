import { RegattaError } from "@regatta/foundation";
import { lastLines } from "./output-tail.ts";
import type { ToolCommand } from "./tool-command.ts";

interface Failure {
  command: ToolCommand;
  account: string;
  stackName?: string;
}

/** How many of a tool's last lines are shown. */
const shownLines = 20;

/** Variables whose values are secrets, should a tool print its environment. */
const secrets = ["AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];

/**
 * The error of a tool that ended badly.
 * @param how what ended it: "exit code 1".
 * @param output the end of what it printed.
 */
export function toolFailed(
  { command, account, stackName }: Failure,
  how: string,
  output: string,
): RegattaError {
  const said = lastLines(withoutSecrets(output, command.env), shownLines);
  const message = `${command.title} ended with ${how}${said ? `.\n${said}` : ", and printed nothing."}`;
  return new RegattaError(message, {
    code: command.failureCode ?? "DEPLOY_FAILED",
    source: "service",
    nextStep: nextStepFor(said, command, account),
    account,
    ...(stackName === undefined ? {} : { stackName }),
  });
}

/** The error of a tool that is not on this machine. */
export function toolNotFound({ command, account, stackName }: Failure): RegattaError {
  const message = `There is no ${command.file} in a node_modules/.bin at or above ${command.cwd}, nor on the PATH.`;
  return new RegattaError(message, {
    code: "TOOL_NOT_FOUND",
    source: "user",
    nextStep: command.install,
    account,
    ...(stackName === undefined ? {} : { stackName }),
  });
}

function nextStepFor(said: string, { file, title, cwd }: ToolCommand, account: string): string {
  if (file === "cdk" && /bootstrap/i.test(said)) {
    return `Bootstrap the account once, with a session in it: cdk bootstrap aws://${account}.`;
  }
  if (file === "sam" && /no such option.*--express/i.test(said)) {
    return "Express mode needs version 1.163 or newer of the SAM CLI: pip install --upgrade aws-sam-cli.";
  }
  if (file === "serverless" && /licen[sc]e|SERVERLESS_ACCESS_KEY|sign in|log ?in/i.test(said)) {
    return "Version 4 of serverless needs a licence: set SERVERLESS_ACCESS_KEY or SERVERLESS_LICENSE_KEY.";
  }
  return `Mend what it says; it ran in ${cwd}${file === "sh" ? "" : ` as ${title}`}.`;
}

/** What a process printed, without the secrets of its environment. */
export function withoutSecrets(output: string, env: Record<string, string>): string {
  return secrets.reduce((text, name) => {
    const value = env[name];
    return value ? text.replaceAll(value, `<${name}>`) : text;
  }, output);
}
