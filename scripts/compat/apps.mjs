import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Writes services into a folder: `with-cdk`, an app with a function whose code is an asset; `with-sam`, an app with a
 * function; `with-template`. Each keeps a parameter in SSM with the value its outputs show.
 * @param nodeModules where aws-cdk and aws-cdk-lib are installed.
 * @returns their definitions, as Regatta takes them, with what their output Stage shall be.
 */
export function writeApps(folder, nodeModules, names) {
  symlinkSync(nodeModules, join(folder, "node_modules"));
  return names.map((name) => {
    setVersion(folder, name, "1");
    const { deployer, stackName = name, stage } = services[name];
    const directory = join(folder, name);
    return {
      name,
      directory,
      stackNames: [stackName],
      deployer: deployer(directory),
      dependsOn: [],
      environment: [],
      inputs: [],
      stage,
    };
  });
}

/** Changes a service: its fingerprint, and what its deploy produces. */
export function setVersion(folder, name, version) {
  for (const [file, text] of Object.entries(services[name].files(version))) {
    mkdirSync(dirname(join(folder, name, file)), { recursive: true });
    writeFileSync(join(folder, name, file), text);
  }
}

const handler = (version) => `exports.handler = async () => "${version}";\n`;

const services = {
  "with-cdk": {
    stackName: "cdk-orders",
    stage: "test",
    deployer: () => ({
      kind: "cdk",
      app: "node app.mjs",
      context: { stage: "test" },
      parameters: {},
      args: [],
    }),
    files: (version) => ({ "app.mjs": cdkApp(version), "code/index.js": handler(version) }),
  },
  "with-sam": {
    stackName: "sam-orders",
    stage: 'a "test", with=signs',
    deployer: (directory) => ({
      kind: "sam",
      template: join(directory, "template.yaml"),
      parameters: { Stage: services["with-sam"].stage },
      capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
      args: [],
    }),
    files: (version) => ({ "template.yaml": samTemplate(version), "src/index.js": handler(version) }),
  },
  "with-template": {
    deployer: (directory) => ({
      kind: "cloudformation",
      template: join(directory, "template.json"),
      parameters: {},
      capabilities: [],
    }),
    files: (version) => ({ "template.json": JSON.stringify(template("/compat/template", version)) }),
  },
};

// The stack's id is not its name, as in many apps: `cdk deploy` selects by the id.
const cdkApp = (version) => `import { App, CfnOutput, Stack } from "aws-cdk-lib";
import { Code, Function, Runtime } from "aws-cdk-lib/aws-lambda";
import { StringParameter } from "aws-cdk-lib/aws-ssm";

const app = new App();
const stack = new Stack(app, "Orders", { stackName: "cdk-orders", tags: { team: "red" } });
new StringParameter(stack, "Version", { parameterName: "/compat/cdk", stringValue: "${version}" });
new Function(stack, "Handler", {
  code: Code.fromAsset("code"),
  handler: "index.handler",
  runtime: Runtime.NODEJS_22_X,
});
new CfnOutput(stack, "Value", { value: "${version}" });
new CfnOutput(stack, "Stage", { value: app.node.getContext("stage") });
`;

const samTemplate = (version) => `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String }
Resources:
  Handler:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: index.handler, Runtime: nodejs22.x }
  Version:
    Type: AWS::SSM::Parameter
    Properties: { Name: /compat/sam, Type: String, Value: "${version}" }
Outputs:
  Value: { Value: "${version}" }
  Stage: { Value: !Ref Stage }
`;

const template = (Name, Value) => ({
  Resources: { Version: { Type: "AWS::SSM::Parameter", Properties: { Name, Type: "String", Value } } },
  Outputs: { Value: { Value } },
});
