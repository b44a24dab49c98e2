import type { Definition, Stack, Tag } from "../engine/model.ts";
import { constraintError, validationError } from "../errors.ts";
import { assertCapabilities } from "../template/capabilities.ts";
import { type GivenParameter, resolveParameters } from "../template/parameters.ts";
import { parseOnce } from "../template/read-template.ts";
import { lookUpSsmParameters } from "../template/ssm-parameters.ts";
import type { Template } from "../template/template.ts";
import type { Params } from "../wire/params.ts";
import type { OperationContext } from "./operation.ts";

const maxTags = 50;

export interface ReadDefinition {
  definition: Definition;
  template: Template;
}

/**
 * What a request asks a stack to be: template, parameters, tags and capabilities, all checked.
 * @param given the template that came with the request.
 * @param current the stack so far, for UsePreviousTemplate, UsePreviousValue and tags that stay.
 * @throws ValidationError or InsufficientCapabilitiesException.
 */
export function readDefinition(
  { params, ssmValue }: Pick<OperationContext, "params" | "ssmValue">,
  given: string | undefined,
  current?: Stack,
): ReadDefinition {
  const templateBody = given ?? previousTemplate(params, current);
  const template = parseOnce(templateBody);
  assertSameTypes(template, current);
  const parameters = resolveParameters(template, givenParameters(params), current?.definition.parameters);
  const capabilities = params.texts("Capabilities") ?? [];
  const tags = tagsOf(params) ?? current?.definition.tags ?? [];
  assertCapabilities(template, capabilities);
  const notificationArns = params.texts("NotificationARNs") ?? current?.definition.notificationArns ?? [];
  const roleArn = params.text("RoleARN") ?? current?.definition.roleArn;
  return {
    template,
    definition: {
      templateBody,
      parameters,
      lookedUp: lookUpSsmParameters(template, parameters, ssmValue),
      tags,
      capabilities,
      notificationArns,
      ...(roleArn === undefined ? {} : { roleArn }),
    },
  };
}

function previousTemplate(params: Params, current: Stack | undefined): string {
  if (params.flag("UsePreviousTemplate") !== true) {
    throw validationError("Either Template URL or Template Body must be specified.");
  }
  if (current?.definition.templateBody) return current.definition.templateBody;
  throw validationError("UsePreviousTemplate needs a stack that has a template.");
}

function givenParameters(params: Params): GivenParameter[] {
  return (params.groups("Parameters") ?? []).map((group) => {
    const value = group.text("ParameterValue");
    return {
      key: group.requiredText("ParameterKey"),
      usePrevious: group.flag("UsePreviousValue") === true,
      ...(value === undefined ? {} : { value }),
    };
  });
}

/** None sent keeps the old ones, an empty list removes all. */
function tagsOf(params: Params): Tag[] | undefined {
  const tags = params.groups("Tags")?.map((group) => ({
    key: group.requiredText("Key"),
    value: group.text("Value") ?? "",
  }));
  if (tags) assertTags(tags);
  return tags;
}

/** The limits of the API's Tag type. */
function assertTags(tags: Tag[]): void {
  if (tags.length > maxTags) {
    throw constraintError(`[${tags.length} tags]`, "tags", `have length less than or equal to ${maxTags}`);
  }
  tags.forEach(({ key, value }, at) => {
    const member = `tags.${at + 1}.member`;
    if (key.length > 128)
      throw constraintError(key, `${member}.key`, "have length less than or equal to 128");
    if (value === "")
      throw constraintError(value, `${member}.value`, "have length greater than or equal to 1");
    if (value.length > 256) {
      throw constraintError(value, `${member}.value`, "have length less than or equal to 256");
    }
    if (key.toLowerCase().startsWith("aws:")) {
      throw validationError("aws: prefixed tag key names are not allowed for external use.");
    }
    if (tags.findIndex((other) => other.key === key) !== at) {
      throw validationError(`Duplicate tag keys found. Tag keys must be unique: ${key}`);
    }
  });
}

function assertSameTypes(template: Template, current: Stack | undefined): void {
  const changed = Object.values(current?.resources ?? {}).filter(
    ({ exists, logicalId, type }) => exists && (template.resources[logicalId]?.type ?? type) !== type,
  );
  if (changed.length === 0) return;
  const ids = changed.map(({ logicalId }) => logicalId).join(", ");
  throw validationError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${ids}]`,
  );
}
