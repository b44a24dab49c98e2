import type { Json, JsonObject } from "../json.ts";
import { assertCapabilities } from "../template/capabilities.ts";
import { type GivenParameter, resolveParameters } from "../template/parameters.ts";
import { parseOnce } from "../template/read-template.ts";
import { lookUpSsmParameters, type SsmValue } from "../template/ssm-parameters.ts";
import type { Definition, Stack, Tag } from "./model.ts";

/**
 * What a nested stack is asked to be.
 * @param options.properties of the resource it is in its parent.
 * @param options.child as it is so far.
 * @throws ValidationError, InsufficientCapabilitiesException: it may need what its parent was given, no more.
 */
export function nestedDefinition(options: {
  templateBody: string;
  properties: JsonObject;
  ssmValue: SsmValue;
  parent: Stack;
  child: Stack | undefined;
}): Definition {
  const { templateBody, properties, ssmValue, parent, child } = options;
  const { capabilities, notificationArns, tags } = parent.definition;
  const template = parseOnce(templateBody);
  assertCapabilities(template, capabilities);
  const given = givenParameters(properties.Parameters);
  const parameters = resolveParameters(template, given, child?.definition.parameters);
  return {
    templateBody,
    parameters,
    lookedUp: lookUpSsmParameters(template, parameters, ssmValue),
    tags: mergedTags(tagsIn(properties.Tags), tags),
    capabilities,
    notificationArns,
  };
}

function givenParameters(told: Json | undefined): GivenParameter[] {
  return Object.entries((told ?? {}) as JsonObject).map(([key, value]) => ({
    key,
    value: [value].flat().map(String).join(","),
    usePrevious: false,
  }));
}

function tagsIn(tags: Json | undefined): Tag[] {
  if (!Array.isArray(tags)) return [];
  return (tags as Array<{ Key: Json; Value: Json }>).map(({ Key, Value }) => ({
    key: String(Key),
    value: String(Value),
  }));
}

/** The resource's own tags, and what the parent has besides. */
function mergedTags(own: Tag[], inherited: Tag[]): Tag[] {
  return [...own, ...inherited.filter(({ key }) => !own.some((one) => one.key === key))];
}
