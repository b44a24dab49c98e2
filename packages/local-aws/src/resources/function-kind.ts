import { functionSettings } from "../lambda/function-settings.ts";
import { type Functions, functionArn } from "../lambda/functions.ts";
import type { NamedKind, Wanted } from "./named-resource.ts";
import type { HostedResource } from "./resource-host.ts";

/** `AWS::Lambda::Function`; outside of a VPC where its properties name none. */
export function functionKind(functions: Functions): NamedKind {
  return {
    type: "AWS::Lambda::Function",
    nameProperty: "FunctionName",
    create: async (name, { properties, tags, caller }) => {
      await functions.create(caller, { name, tags, settings: functionSettings(properties) });
      return hosted(name, caller);
    },
    configure: async (name, { properties, tags, caller }) => {
      const settings = functionSettings({ VpcConfig: {}, ...properties });
      await functions.configure(caller, name, { settings, tags });
      return hosted(name, caller);
    },
    delete: (name, { caller }) => functions.delete(caller, name),
  };
}

function hosted(name: string, caller: Wanted["caller"]): HostedResource {
  return { physicalId: name, attributes: { Arn: functionArn(caller, name) } };
}
