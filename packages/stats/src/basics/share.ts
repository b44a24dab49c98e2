/** Which part of a whole it is, 0 to 1; undefined where there is no whole. */
export function share(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}
