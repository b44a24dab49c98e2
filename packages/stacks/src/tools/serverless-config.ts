import { basename, dirname, extname, join } from "node:path";
import { RegattaError } from "@regatta/foundation";
import { type Document, isMap, isSeq, parseDocument } from "yaml";
import { serverlessLines } from "./how-to-tag.ts";

/** A configuration file of the Serverless Framework. */
export interface ServerlessConfig {
  /** Absolute. */
  path: string;
  text: string;
}

/**
 * The configuration that is the user's with stack tags set: the framework takes them from no option or variable.
 * It has to lie beside the user's, from where it is read and all its paths go out.
 * @returns the user's own when it sets them from Regatta's variables.
 * @throws RegattaError SERVERLESS_CONFIG_FIXED when the tags cannot be put there, with the lines to add by hand.
 */
export function taggedServerlessConfig(
  own: ServerlessConfig,
  tags: Record<string, string>,
): ServerlessConfig {
  if (Object.keys(tags).every((key) => own.text.includes(key))) return own;
  const extension = extname(own.path);
  const path = join(dirname(own.path), `regatta-serverless${extension}`);
  const text = isProgram(extension) ? wrapper(own, extension, tags) : edited(own, extension, tags);
  return { path, text };
}

function isProgram(extension: string): boolean {
  return [".js", ".cjs", ".mjs", ".ts"].includes(extension);
}

/** YAML, or JSON (which is YAML), with everything else left as it is: comments, and tags such as `!Ref`. */
function edited(own: ServerlessConfig, extension: string, tags: Record<string, string>): string {
  const document = parseDocument(own.text, { logLevel: "silent" });
  const name = basename(own.path);
  if (document.errors[0]) throw fixed(own, tags, `${name} cannot be read: ${document.errors[0].message}`);
  if (typeof document.get("provider") === "string" && !isVariable(document.get("provider"))) {
    document.set("provider", document.createNode({ name: document.get("provider") }));
  }
  if (!isMap(document.get("provider")))
    throw fixed(own, tags, `"provider" in ${name} is not written out there.`);
  const stackTags = document.getIn(["provider", "stackTags"]);
  if (stackTags !== undefined && stackTags !== null && !isMap(stackTags)) {
    throw fixed(own, tags, `"provider.stackTags" in ${name} is not written out there.`);
  }
  for (const [key, value] of Object.entries(tags)) document.setIn(["provider", "stackTags", key], value);
  leaveOut(document, name);
  return extension === ".json" ? JSON.stringify(document.toJS()) : document.toString({ lineWidth: 0 });
}

/** The framework packs no configuration file, but knows only its own: now the user's would be packed. */
function leaveOut(document: Document, name: string): void {
  const left = document.createNode(`!${name}`);
  const section = document.get("package");
  if (section === undefined) document.set("package", document.createNode({ patterns: [left] }));
  if (!isMap(section)) return;
  const patterns = section.get("patterns");
  if (patterns === undefined) section.set("patterns", document.createNode([left]));
  if (isSeq(patterns)) patterns.add(left);
}

function isVariable(value: unknown): boolean {
  return typeof value === "string" && value.includes("${");
}

/** A module that gives what the user's does, or promises, with the tags. */
function wrapper(own: ServerlessConfig, extension: string, tags: Record<string, string>): string {
  const from = JSON.stringify(`./${basename(own.path)}`);
  const isModule = extension === ".mjs" || (extension !== ".cjs" && /^\s*export\s+default\b/m.test(own.text));
  const tagged = `(async () => {
  const made = await (typeof own === "function" ? own() : own);
  const provider = typeof made.provider === "string" ? { name: made.provider } : made.provider;
  const left = [...(made.package?.patterns ?? []), ${JSON.stringify(`!${basename(own.path)}`)}];
  return {
    ...made,
    package: { ...made.package, patterns: left },
    provider: { ...provider, stackTags: { ...provider.stackTags, ...${JSON.stringify(tags)} } },
  };
})()`;
  const lines = isModule
    ? [`import own from ${from};`, `export default ${tagged};`]
    : [`const own = require(${from});`, `module.exports = ${tagged};`];
  return `${["// @ts-nocheck", ...lines].join("\n")}\n`;
}

function fixed(own: ServerlessConfig, tags: Record<string, string>, why: string): RegattaError {
  return new RegattaError(`The stack tags cannot be put into the serverless configuration: ${why}`, {
    code: "SERVERLESS_CONFIG_FIXED",
    source: "user",
    nextStep: `Have ${basename(own.path)} in ${dirname(own.path)} say:\n${serverlessLines(tags)}`,
  });
}
