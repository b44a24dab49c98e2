import { parseTemplate } from "./parse-template.ts";
import type { Template } from "./template.ts";

/** Many accounts deploy the same templates, and all describe them again and again: the last ones are kept. */
const cache = new Map<string, Template>();
const maxCached = 500;

/**
 * Parses and validates a template, once for as long as it is in use; nobody may change the result.
 * @throws ValidationError as `parseTemplate` does.
 */
export function parseOnce(body: string): Template {
  const known = cache.get(body);
  if (known) return known;
  const template = parseTemplate(body);
  cache.set(body, template);
  if (cache.size > maxCached) cache.delete(cache.keys().next().value as string);
  return template;
}

/**
 * Parses a template that was accepted before.
 * @returns undefined for the empty template of a stack that has none yet.
 */
export function readTemplate(body: string): Template | undefined {
  return body === "" ? undefined : parseOnce(body);
}
