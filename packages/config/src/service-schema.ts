import { z } from "zod";
import { defaultDeployer, deployerNames } from "./deployer-names.ts";
import { DAY, file, folder, listOf, oneOf, section, text, textLike, textsBy, whole } from "./fields.ts";
import { probe } from "./probe-schema.ts";

// CloudFormation: a letter, then letters, digits and hyphens, 128 at most (API reference, CreateStack).
const stackName = textLike(
  /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
  "a stack name: a letter, then letters, digits or hyphens, 128 at most",
);
const parameterName = textLike(/^[A-Za-z0-9]{1,255}$/, "a parameter name: letters and digits");
const parameters = textsBy(parameterName, "an object of parameter names and texts", "CloudFormation").default(
  {},
);
const stackParameterName = textLike(
  /^([A-Za-z][A-Za-z0-9-]*:)?[A-Za-z0-9]{1,255}$/,
  "a parameter name: letters and digits, perhaps after a stack name and a colon",
);
const capability = z.enum(["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"], {
  error: "CAPABILITY_IAM, CAPABILITY_NAMED_IAM or CAPABILITY_AUTO_EXPAND",
});
const capabilities = listOf(capability, "a list of capabilities").default([]);
const variableName = textLike(/^[A-Za-z_]\w*$/, "the name of an environment variable");
const command = text("a command of the shell");
const args = listOf(text("an argument, as text"), "a list of arguments").default([]);
const mode = z.enum(["standard", "express"], { error: '"standard" or "express"' }).optional();

const codePackage = section({
  path: text("the path of a file or folder"),
  bucketParameter: parameterName,
  keyParameter: parameterName,
});

const source = section({
  git: textLike(/^[^-]/, "what `git clone` takes: a URL, user@host:path or a path"),
  ref: textLike(/^[^-\s~^:?*[\\][^\s~^:?*[\\]*$/, "a branch, a tag or a commit").optional(),
});

const common = {
  directory: folder.optional(),
  source: source.optional(),
  stackName: stackName.optional(),
  stackNames: listOf(stackName, "a list of stack names")
    .min(1, { error: "a list of at least one stack name" })
    .optional(),
  dependsOn: listOf(text("the name of a service"), "a list of service names").default([]),
  environment: listOf(variableName, "a list of names of environment variables").default([]),
  inputs: listOf(text("the path of a file or folder, or a glob"), "a list of paths").default([]),
  probes: listOf(probe, "a list of probes").default([]),
  prepare: z
    .union([command, z.array(command)], { error: "a command of the shell, or a list of them" })
    .default([]),
  prepareOutputs: listOf(text("the path of a file or folder"), "a list of paths").default([]),
  timeoutSeconds: whole(1, DAY, "of seconds").default(1_800),
};

const cloudFormation = section({
  ...common,
  // Optional and filled in, not a default: only so does a union see which kind a service without it is.
  deployer: z
    .literal(defaultDeployer)
    .optional()
    .transform(() => defaultDeployer),
  template: file.default("template.yaml"),
  parameters,
  capabilities,
  packages: listOf(codePackage, "a list of packages").default([]),
  mode,
});

const cdk = section({
  ...common,
  deployer: z.literal("cdk"),
  app: text("a command that synthesises, or the folder of a cloud assembly").optional(),
  context: textsBy(text("a name"), "an object of names and texts", "the command line").default({}),
  parameters: textsBy(stackParameterName, "an object of parameter names and texts", "CloudFormation").default(
    {},
  ),
  args,
  mode,
});

const sam = section({
  ...common,
  deployer: z.literal("sam"),
  template: file.default("template.yaml"),
  parameters,
  capabilities,
  args,
  mode,
});

const serverless = section({
  ...common,
  deployer: z.literal("serverless"),
  config: file.optional(),
  stage: text("the name of a stage").default("dev"),
  params: textsBy(text("a name"), "an object of names and texts", "the command line").default({}),
  args,
});

const ownCommand = section({ ...common, deployer: z.literal("command"), command });

/** One service; `deployer` decides which settings there are. */
export const service = oneOf("deployer", deployerNames, "a deployer", [
  cloudFormation,
  cdk,
  sam,
  serverless,
  ownCommand,
]);
