import { LineCounter, parseDocument } from "yaml";
import { validationError } from "../errors.ts";
import type { Json } from "../json.ts";
import { cloudFormationTags } from "./yaml-tags.ts";

/**
 * Reads a template's text, JSON or YAML with short-form tags, into plain values with every function in
 * its long form.
 * @throws ValidationError, with line and column, where the text is not well-formed or a tag is unknown.
 */
export function parseTemplateText(text: string): Json {
  return text.trimStart().startsWith("{") ? parseJson(text) : parseYaml(text);
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw validationError(`Template format error: JSON not well-formed.${positionOf(text)}`);
  }
}

function parseYaml(text: string): Json {
  const { document, lines } = read(text);
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw validationError(`Template format error: YAML not well-formed. (line ${line}, column ${col})`);
  }
  return document.toJS() as Json;
}

/** JSON is also YAML, whose parser says where it stumbled; Node's own message depends on its version. */
function positionOf(text: string): string {
  const { document, lines } = read(text);
  const problem = document.errors[0];
  if (!problem) return "";
  const { line, col } = lines.linePos(problem.pos[0]);
  return ` (line ${line}, column ${col})`;
}

function read(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    customTags: (tags) => [...tags, ...(cloudFormationTags as [])],
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
  });
  return { document, lines };
}
