import { join } from "node:path";

/**
 * What Jest's side is told for its test files to start in an order; those nobody asked for come last. Pure.
 * @param files as it names them. @param rootDir what they are relative to; absolute. @param paths the order; absolute.
 */
export function fixedOrder(
  files: readonly string[],
  rootDir: string,
  paths: readonly string[],
): { inOrder: string[]; expectedMs: Record<string, number> } {
  const places = new Map(paths.map((path, place) => [path, place]));
  const placeOf = (file: string) => places.get(join(rootDir, withoutProject(file))) ?? places.size;
  const inOrder = files.toSorted((a, b) => placeOf(a) - placeOf(b));
  // The longest goes first: that alone gives the order, too.
  const expectedMs = Object.fromEntries(inOrder.map((file, place) => [file, inOrder.length - place]));
  return { inOrder, expectedMs };
}

/** Where two projects have the same file, the second and later ones carry ` (<project>)` behind it. */
export function withoutProject(file: string): string {
  return file.replace(/ \([^()]*\)$/, "");
}
