import { RegattaError } from "@regatta/foundation";
import type { SamDeployer } from "../service/deployer.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { deployEnvironment } from "./deploy-environment.ts";
import { type Refused, refuseArguments } from "./refuse-arguments.ts";
import { pairs, type ToolCommand, type ToolInput } from "./tool-command.ts";

const ours = "Regatta gives it itself.";
const refused: Refused = {
  "--tags": `${ours} Tags of your own belong on the resources of the template.`,
  "--stack-name": 'the setting is "stackName".',
  "--template": 'the setting is "template".',
  "--template-file": 'the setting is "template".',
  "-t": 'the setting is "template".',
  "--parameter-overrides": 'the setting is "parameters".',
  "--capabilities": 'the setting is "capabilities".',
  "--guided": "nobody is there to answer.",
  "-g": "nobody is there to answer.",
  "--confirm-changeset": "nobody is there to answer.",
  "--no-execute-changeset": "nothing would be deployed.",
  "--profile": "the account's session is used.",
  "--region": "an account of the pool is one region.",
};

/** Where templates and code go, when the user says it: `--resolve-s3` excludes these. */
const bucketArguments = ["--s3-bucket", "--resolve-s3", "--no-resolve-s3"];

/**
 * `sam deploy`. The template is what `sam build` wrote, when there is something to build.
 * @throws RegattaError TOOL_ARGUMENT_REFUSED.
 */
export function samCommand(input: ToolInput<SamDeployer>): ToolCommand {
  const { service, deployer, tags } = input;
  refuseArguments(service, deployer.args, refused);
  const args = ["deploy", "--template-file", deployer.template, "--stack-name", service.stackNames[0]];
  args.push("--no-confirm-changeset", "--no-fail-on-empty-changeset", "--no-progressbar");
  if (!deployer.args.some((arg) => bucketArguments.includes(arg.split("=")[0] ?? "")))
    args.push("--resolve-s3");
  if (service.mode === "express") args.push("--express");
  if (deployer.capabilities.length > 0) args.push("--capabilities", ...deployer.capabilities);
  const overrides = Object.entries(deployer.parameters).map((one) => parameterOverride(service, one));
  if (overrides.length > 0) args.push("--parameter-overrides", ...overrides);
  args.push("--tags", ...pairs(tags), ...deployer.args);
  return {
    title: "sam deploy",
    file: "sam",
    args,
    env: deployEnvironment(input),
    cwd: service.directory,
    install: "Install the AWS SAM CLI so that `sam` is on the PATH: pip install aws-sam-cli.",
  };
}

/** One parameter in the CLI's own notation, in which a backslash means something only before these. */
function parameterOverride(service: ServiceDefinition, [name, value]: [string, string]): string {
  if (/\\(["'\s]|$)/.test(value)) throw notForSam(service, name);
  return `ParameterKey=${name},ParameterValue="${value.replaceAll('"', '\\"')}"`;
}

function notForSam({ name: service }: ServiceDefinition, parameter: string): RegattaError {
  const where = "a backslash before a quote, a space or its end";
  return new RegattaError(
    `The parameter ${parameter} of "${service}" has ${where}: sam deploy cannot take that.`,
    {
      code: "TOOL_ARGUMENT_REFUSED",
      source: "user",
      nextStep: `Write the value of ${parameter} in another way, or keep it in the template.`,
    },
  );
}
