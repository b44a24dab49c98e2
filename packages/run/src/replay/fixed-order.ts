import { join } from "node:path";

/**
 * The test files in the order in which they are to be started; those nobody asked for come last. Pure.
 * @param files as Jest's side names them. @param rootDir what they are relative to; absolute. @param paths the order; absolute.
 */
export function fixedOrder(files: readonly string[], rootDir: string, paths: readonly string[]): string[] {
  const places = new Map(paths.map((path, place) => [path, place]));
  const placeOf = (file: string) => places.get(join(rootDir, withoutProject(file))) ?? places.size;
  return files.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Where two projects have the same file, the second and later ones carry ` (<project>)` behind it. */
export function withoutProject(file: string): string {
  return file.replace(/ \([^()]*\)$/, "");
}
