import { type OpenTemplate, resourcesOf } from "../templates/open-template.ts";
import type { TemplateProblem } from "../templates/template-problems.ts";

/**
 * The resources of a template that express mode is reported not to support: custom resources.
 *
 * Sources disagree. AWS's guide ("Deploy stacks faster with express mode") says that every template works; others
 * report custom resources as unsupported. They are refused all the same, before anything is leased: an error here
 * costs one line of configuration, while a custom resource that counts as complete before its function has answered
 * is a stack that says it is there and is not, in every account, and the tests are what fails.
 */
export function expressProblems(template: OpenTemplate): TemplateProblem[] {
  return resourcesOf(template)
    .filter(({ type }) => type === "AWS::CloudFormation::CustomResource" || type.startsWith("Custom::"))
    .map(({ logicalId, type, line }) => ({
      line,
      message: `express mode does not support the custom resource ${logicalId} (${type})`,
    }));
}
