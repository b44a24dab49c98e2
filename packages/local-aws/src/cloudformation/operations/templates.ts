import type { Answer } from "../../wire/query-answer.ts";
import { stackWithIdMissing, validationError } from "../errors.ts";
import { neededCapability } from "../template/capabilities.ts";
import { parseTemplate } from "../template/parse-template.ts";
import type { Template } from "../template/template.ts";
import { changeSetOf } from "./change-set-of.ts";
import { givenTemplate } from "./given-template.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { knownStack } from "./stack-of.ts";

export const getTemplate: Operation = (context) => {
  const body =
    context.params.text("ChangeSetName") === undefined
      ? knownStack(context).definition.templateBody
      : changeSetOf(context).changeSet.definition.templateBody;
  return { TemplateBody: body, StagesAvailable: ["Original", "Processed"] };
};

export const validateTemplate: Operation = async (context) => {
  const template = parseTemplate(await requiredTemplate(context));
  return {
    Description: template.description,
    ...capabilitiesAnswer(template),
    Parameters: Object.entries(template.parameters).map(([key, parameter]) => ({
      ParameterKey: key,
      DefaultValue: parameter.default,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
    })),
  };
};

export const getTemplateSummary: Operation = async (context) => {
  const template = parseTemplate(await summarisedBody(context));
  return {
    Description: template.description,
    Version: "2010-09-09",
    ...capabilitiesAnswer(template),
    ResourceTypes: [...new Set(Object.values(template.resources).map(({ type }) => type))],
    Parameters: Object.entries(template.parameters).map(([key, parameter]) => ({
      ParameterKey: key,
      DefaultValue: parameter.default,
      ParameterType: parameter.type,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
      ParameterConstraints: { AllowedValues: parameter.allowedValues },
    })),
  };
};

async function summarisedBody(context: OperationContext): Promise<string> {
  const name = context.params.text("StackName");
  if (name === undefined) return requiredTemplate(context);
  const stack = context.account.find(name);
  if (!stack) throw stackWithIdMissing(name);
  return stack.definition.templateBody;
}

async function requiredTemplate(context: OperationContext): Promise<string> {
  const body = await givenTemplate(context);
  if (body === undefined) throw validationError("Either Template URL or Template Body must be specified.");
  return body;
}

function capabilitiesAnswer(template: Template): Answer {
  const needed = neededCapability(template);
  if (!needed) return {};
  const types = Object.values(template.resources).map(({ type }) => type);
  const iam = [...new Set(types.filter((type) => type.startsWith("AWS::IAM::")))];
  return {
    Capabilities: [needed],
    CapabilitiesReason: `The following resource(s) require capabilities: [${iam.join(", ")}]`,
  };
}
