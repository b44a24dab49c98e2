import type { CdkDeployer } from "../service/deployer.ts";
import type { CdkStack } from "./cdk-assembly.ts";
import { deployEnvironment } from "./deploy-environment.ts";
import { type Refused, refuseArguments } from "./refuse-arguments.ts";
import { pairs, type ToolCommand, type ToolInput } from "./tool-command.ts";

const differs = "the stack would no longer be what its fingerprint says.";
const ours = "Regatta gives it itself.";
const refused: Refused = {
  "--hotswap": differs,
  "--hotswap-fallback": differs,
  "--watch": "a deploy has to end.",
  "--no-execute": "nothing would be deployed.",
  "--execute": ours,
  "--method": ours,
  "-m": ours,
  "--tags": `${ours} The app's own stack tags (Tags.of) are kept.`,
  "-t": `${ours} The app's own stack tags (Tags.of) are kept.`,
  "--app": 'the setting is "app".',
  "-a": 'the setting is "app".',
  "--context": 'the setting is "context".',
  "-c": 'the setting is "context".',
  "--output": "each account has a folder of its own.",
  "-o": "each account has a folder of its own.",
  "--all": 'the setting is "stackNames".',
  "--profile": "the account's session is used.",
};

const install = "Install it where the service is: npm install --save-dev aws-cdk.";
/** Stacks of one service that are deployed at once, dependencies between them permitting. */
const concurrency = 4;

/** `cdk synth` into a folder of this deploy's own: two accounts at the same time must not share one cdk.out. */
export function cdkSynthCommand(input: ToolInput<CdkDeployer>, output: string): ToolCommand {
  const { service, deployer } = input;
  refuseArguments(service, deployer.args, refused);
  const args = ["synth", "--quiet", "--no-notices", "--output", output];
  if (deployer.app !== undefined) args.push("--app", deployer.app);
  for (const one of pairs(deployer.context)) args.push("--context", one);
  return {
    title: "cdk synth",
    file: "cdk",
    args,
    env: deployEnvironment(input),
    cwd: service.directory,
    install,
    failureCode: "CDK_SYNTH_FAILED",
  };
}

/**
 * `cdk deploy` of stacks of a cloud assembly. It goes by CreateStack and UpdateStack (`--method direct`): they take
 * a change of tags alone, spare the change set, and the CLI waits for their end all the same.
 * @param stacks the service's, as the assembly has them.
 * @param assembly absolute.
 * @throws RegattaError TOOL_ARGUMENT_REFUSED.
 */
export function cdkDeployCommand(
  input: ToolInput<CdkDeployer>,
  stacks: CdkStack[],
  assembly: string,
): ToolCommand {
  const { service, deployer, tags } = input;
  refuseArguments(service, deployer.args, refused);
  const args = ["deploy", ...stacks.map(({ id }) => id), "--app", assembly, "--exclusively"];
  args.push(
    "--require-approval",
    "never",
    "--method",
    "direct",
    "--progress",
    "events",
    "--no-notices",
    "--ci",
  );
  // Express mode does not roll back unless told to, and a stack that stays half done is a broken one.
  if (service.mode === "express") args.push("--express", "--rollback");
  if (stacks.length > 1) args.push("--concurrency", String(Math.min(stacks.length, concurrency)));
  for (const one of pairs(deployer.parameters)) args.push("--parameters", one);
  for (const one of pairs({ ...commonTags(stacks), ...tags })) args.push("--tags", one);
  args.push(...deployer.args);
  return {
    title: "cdk deploy",
    file: "cdk",
    args,
    env: deployEnvironment(input),
    cwd: service.directory,
    install,
  };
}

/** `--tags` replaces what the app says: the tags on which its stacks agree are said again. */
function commonTags(stacks: CdkStack[]): Record<string, string> {
  const [first, ...others] = stacks;
  return Object.fromEntries(
    Object.entries(first?.tags ?? {}).filter(([key, value]) =>
      others.every(({ tags }) => tags[key] === value),
    ),
  );
}

/** Whether every stack the CLI reports was as wanted before. */
export function cdkSaysNoUpdates(output: string): boolean {
  const done = output.split("\n").filter((line) => line.includes("✅"));
  return done.length > 0 && done.every((line) => line.includes("(no changes)"));
}
