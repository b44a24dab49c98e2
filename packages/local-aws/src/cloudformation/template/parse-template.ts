import { validationError } from "../errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { assertNoCycle } from "./dependency-order.ts";
import { parseTemplateText } from "./parse-text.ts";
import { readOutputs, readParameters, readResources } from "./read-sections.ts";
import type { Template } from "./template.ts";
import { assertReferences } from "./validate-references.ts";

/** The service's limit for a template, which only S3 can hold, in bytes; what comes in a request is less. */
const maxTemplateBytes = 1_000_000;

const sections = [
  "AWSTemplateFormatVersion",
  "Conditions",
  "Description",
  "Globals",
  "Hooks",
  "Mappings",
  "Metadata",
  "Outputs",
  "Parameters",
  "Resources",
  "Rules",
  "Transform",
];

/**
 * Parses and validates a template.
 * @param body JSON or YAML, at most 1,000,000 bytes.
 * @throws ValidationError, worded as CloudFormation words it.
 */
export function parseTemplate(body: string): Template {
  if (Buffer.byteLength(body) > maxTemplateBytes) {
    throw validationError(`Template may not exceed ${maxTemplateBytes} bytes in size.`);
  }
  const raw = parseTemplateText(body);
  if (!isJsonObject(raw)) throw validationError("Template format error: unsupported structure.");
  assertSections(raw);
  const template: Template = {
    ...(typeof raw.Description === "string" ? { description: raw.Description } : {}),
    parameters: readParameters(section(raw, "Parameters")),
    mappings: section(raw, "Mappings"),
    conditions: section(raw, "Conditions"),
    resources: readResources(section(raw, "Resources")),
    outputs: readOutputs(section(raw, "Outputs")),
  };
  assertReferences(template);
  assertNoCycle(template);
  return template;
}

function assertSections(raw: JsonObject): void {
  const unknown = Object.keys(raw).filter((key) => !sections.includes(key));
  if (unknown.length > 0) {
    throw validationError(`Invalid template property or properties [${unknown.join(", ")}]`);
  }
  if (raw.AWSTemplateFormatVersion !== undefined && raw.AWSTemplateFormatVersion !== "2010-09-09") {
    throw validationError("Template format error: unsupported value for AWSTemplateFormatVersion.");
  }
  if (raw.Transform !== undefined) {
    // Not AWS's words: there it would work. Macros, SAM among them, need services that are not here.
    throw validationError("local-aws does not run template transforms; package the template first.");
  }
}

function section(raw: JsonObject, name: string): JsonObject {
  const value: Json | undefined = raw[name];
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) {
    throw validationError(`Template format error: [/${name}] '${name}' must be an object.`);
  }
  return value;
}
