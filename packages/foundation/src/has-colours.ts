/**
 * Whether what is written to a stream may have colours: never with NO_COLOR (https://no-color.org), always with FORCE_COLOR
 * unless it is 0, else on a terminal that has them.
 */
export function hasColours(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return stream.isTTY === true && env.TERM !== "dumb";
}
