import type { LocationForm } from "./packaged-properties.ts";

/** Where an uploaded package lies. */
export interface PackageLocation {
  bucket: string;
  key: string;
  /** The object as CloudFormation takes it for a template: `https://…`. */
  url: string;
}

/** A value of a template, and where it now lies. */
export interface Replacement {
  range: [start: number, end: number];
  form: LocationForm;
  location: PackageLocation;
}

/**
 * The text of a template with values replaced by the places they were uploaded to. Only those characters change:
 * written out by a YAML library a template would keep its tags and comments, but not numbers such as 0123. What is
 * put in is JSON, which is good in JSON and in YAML.
 */
export function replaceValues(text: string, replacements: Replacement[]): string {
  let changed = text;
  for (const { range, form, location } of [...replacements].sort((a, b) => b.range[0] - a.range[0])) {
    const [start, end] = range;
    // A block scalar ends after its line: what follows it must stay on a line of its own.
    const newline = text.slice(start, end).endsWith("\n") ? "\n" : "";
    changed = changed.slice(0, start) + written(form, location) + newline + changed.slice(end);
  }
  return changed;
}

function written(form: LocationForm, { bucket, key, url }: PackageLocation): string {
  if (form === "s3-url") return JSON.stringify(`s3://${bucket}/${key}`);
  if (form === "https-url") return JSON.stringify(url);
  return `{${JSON.stringify(form.bucket)}: ${JSON.stringify(bucket)}, ${JSON.stringify(form.key)}: ${JSON.stringify(key)}}`;
}
