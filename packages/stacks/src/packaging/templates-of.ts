import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type OpenTemplate, openTemplate } from "../templates/open-template.ts";
import { type LocalReference, localReferences } from "./local-references.ts";

/** A template as it lies on disk, with what it names there. */
export interface FoundTemplate {
  file: string;
  template: OpenTemplate;
  /** With absolute paths. */
  references: LocalReference[];
}

/**
 * A template and all that are nested in it. Those that are not there are left out: a build step may make them.
 * @param file absolute.
 */
export async function templatesOf(file: string, text: string): Promise<FoundTemplate[]> {
  const found = new Map<string, FoundTemplate>();
  const open = async (file: string, text: string): Promise<void> => {
    const template = openTemplate(text);
    const references = localReferences(template).map((reference) => ({
      ...reference,
      path: resolve(dirname(file), reference.path),
    }));
    found.set(file, { file, template, references });
    for (const { path, content } of references) {
      if (content !== "template" || found.has(path)) continue;
      const nested = await readFile(path, "utf8").catch(() => undefined);
      if (nested !== undefined) await open(path, nested);
    }
  };
  await open(file, text);
  return [...found.values()];
}
