import { relative, sep } from "node:path";

/** `file` as seen from `directory`, with forward slashes on every system. */
export function relativePath(directory: string, file: string): string {
  return relative(directory, file).split(sep).join("/");
}
