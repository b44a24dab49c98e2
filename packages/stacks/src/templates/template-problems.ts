import { isMap, type Pair, type YAMLMap } from "yaml";
import { nameOf, type OpenTemplate } from "./open-template.ts";

/** Something wrong with a template, and where. */
export interface TemplateProblem {
  /** From 1. */
  line: number;
  message: string;
}

/**
 * Everything that can be seen to be wrong with a template without asking AWS: that it does not parse (as YAML
 * with CloudFormation's tags, or JSON), has no resources, or a resource has no type.
 */
export function templateProblems({ document, lineOf }: OpenTemplate): TemplateProblem[] {
  if (document.errors.length > 0) {
    return document.errors.map(({ pos, message }) => ({ line: lineOf(pos[0]), message: firstLine(message) }));
  }
  const { contents } = document;
  if (!isMap(contents)) return [{ line: lineOf(contents), message: "expected a mapping with Resources" }];
  const resources = contents.get("Resources", true) as unknown;
  if (!isMap(resources) || resources.items.length === 0) {
    const line = resources ? lineOf(resources) : 1;
    return [{ line, message: "expected Resources to be a mapping with at least one resource" }];
  }
  return resources.items.flatMap((item) => resourceProblems(item, lineOf));
}

function resourceProblems({ key, value }: Pair, lineOf: OpenTemplate["lineOf"]): TemplateProblem[] {
  const name = nameOf(key);
  // The language-extensions transform puts loops among the resources; only AWS can unroll them.
  if (name.startsWith("Fn::ForEach")) return [];
  if (isMap(value) && hasType(value)) return [];
  return [{ line: lineOf(key), message: `the resource ${name} has no Type` }];
}

function hasType(resource: YAMLMap): boolean {
  const type = resource.get("Type");
  return typeof type === "string" && type !== "";
}

function firstLine(message: string): string {
  return message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? message;
}
