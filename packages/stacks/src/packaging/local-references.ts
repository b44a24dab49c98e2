import { isMap, isScalar, type Scalar, visit, type YAMLMap } from "yaml";
import { nameOf, type OpenTemplate, resourcesOf } from "../templates/open-template.ts";
import {
  includedFile,
  type LocationForm,
  type PackagedContent,
  packagedProperties,
} from "./packaged-properties.ts";

/** A place in a template where a path on this machine stands. */
export interface LocalReference {
  /** Relative to the template's folder, or absolute. */
  path: string;
  content: PackagedContent;
  form: LocationForm;
  /** For messages: `Code of Handler`. */
  what: string;
  line: number;
  /** Where the value begins and ends in the template's text. */
  range: [start: number, end: number];
}

/**
 * Every local path in a template that has to be packaged. A value is one when it is plain text and no URL: what is
 * computed (`!Sub`, `Ref`), or already an object, is CloudFormation's business.
 */
export function localReferences(template: OpenTemplate): LocalReference[] {
  const found = [...resourceReferences(template), ...includes(template)];
  return found.sort((one, other) => one.range[0] - other.range[0]);
}

function resourceReferences(template: OpenTemplate): LocalReference[] {
  const { lineOf } = template;
  return [...resourcesOf(template), ...samGlobals(template)].flatMap(({ logicalId, type, properties }) =>
    packagedProperties.flatMap((property) => {
      const value = property.type === type ? properties?.getIn(property.path, true) : undefined;
      if (!isLocalPath(value)) return [];
      const { path, content, form } = property;
      const what = `${path.join(".")} of ${logicalId}`;
      return [{ path: value.value, content, form, what, line: lineOf(value), range: rangeOf(value) }];
    }),
  );
}

/** What a SAM template says once for all its resources of a type: `Globals.Function` is about AWS::Serverless::Function. */
function samGlobals({ document }: OpenTemplate) {
  const globals = document.get("Globals", true) as unknown;
  if (!isMap(globals)) return [];
  return globals.items.flatMap(({ key, value }) =>
    isMap(value)
      ? [
          {
            logicalId: `Globals.${nameOf(key)}`,
            type: `AWS::Serverless::${nameOf(key)}`,
            properties: value as YAMLMap,
          },
        ]
      : [],
  );
}

function includes({ document, lineOf }: OpenTemplate): LocalReference[] {
  const found: LocalReference[] = [];
  visit(document, {
    Map(_, map) {
      if (map.get("Name") !== "AWS::Include") return;
      const value = map.getIn(["Parameters", "Location"], true);
      if (!isLocalPath(value)) return;
      const what = "Location of an AWS::Include";
      const range = rangeOf(value);
      found.push({ path: value.value, ...includedFile, what, line: lineOf(value), range });
    },
  });
  return found;
}

function isLocalPath(node: unknown): node is Scalar<string> {
  if (!isScalar(node) || typeof node.value !== "string" || node.tag) return false;
  const text = node.value.trim();
  return text !== "" && !/^([a-z][a-z0-9+.-]*:\/\/|arn:)/i.test(text);
}

function rangeOf({ range }: Scalar): [number, number] {
  return range ? [range[0], range[1]] : [0, 0];
}
