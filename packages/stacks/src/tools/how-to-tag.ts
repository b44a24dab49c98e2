import { basename } from "node:path";
import type { Deployer, ServerlessDeployer } from "../service/deployer.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";

/**
 * What to add, and to which file, for a service's stacks to carry the tags Regatta reads: the next step of a deploy
 * after which they are missing.
 * @returns sentences, perhaps with lines to add.
 */
export function howToTag(
  deployer: Deployer,
  service: ServiceDefinition,
  tags: Record<string, string>,
): string {
  const names = Object.keys(tags).join(" and ");
  switch (deployer.kind) {
    case "cloudformation":
      return `Regatta has set ${names}: let nothing else change the tags of the stacks of "${service.name}".`;
    case "cdk":
      return (
        `cdk deploy was given ${names} with --tags: take "tags" out of the cdk.json in ${service.directory}, and let ` +
        "no aspect, hook or other deploy change the stack's tags."
      );
    case "sam":
      return (
        `sam deploy was given ${names} with --tags: take "tags" out of the samconfig.toml in ${service.directory}, ` +
        "and let no hook or other deploy change the stack's tags."
      );
    case "serverless":
      return `Add to ${serverlessFile(deployer)} in ${service.directory}:\n${serverlessLines(tags)}`;
    case "command":
      return (
        `Let the command of "${service.name}" set the stack tags. For the AWS CLI add to it: ` +
        "--tags $REGATTA_STACK_TAGS. A program finds them in REGATTA_STACK_TAGS_JSON, as the API takes them."
      );
  }
}

function serverlessFile({ config }: ServerlessDeployer): string {
  return config ? basename(config) : "serverless.yml";
}

/** The lines that set the tags from the variables every deploy has. */
export function serverlessLines(tags: Record<string, string>): string {
  const lines = Object.keys(tags).map((key) => `    ${key}: \${env:${variableOf(key)}}`);
  return ["provider:", "  stackTags:", ...lines].join("\n");
}

function variableOf(tag: string): string {
  return `REGATTA_${tag.replace(/^regatta:/, "").toUpperCase()}`;
}
