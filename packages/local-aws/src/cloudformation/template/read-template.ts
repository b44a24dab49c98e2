import { parseTemplate } from "./parse-template.ts";
import type { Template } from "./template.ts";

/** Templates are described far more often than they change: the last ones read are kept. */
const cache = new Map<string, Template>();
const maxCached = 500;

/**
 * Parses a template that was accepted before.
 * @returns undefined for the empty template of a stack that has none yet.
 */
export function readTemplate(body: string): Template | undefined {
  if (body === "") return undefined;
  const known = cache.get(body);
  if (known) return known;
  const template = parseTemplate(body);
  cache.set(body, template);
  if (cache.size > maxCached) cache.delete(cache.keys().next().value as string);
  return template;
}
