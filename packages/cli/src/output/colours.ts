import picocolors from "picocolors";

/** The colours for a stream: none in a pipe, with NO_COLOR, or on a terminal that has none. */
export function coloursFor(
  stream: NodeJS.WriteStream,
  env: NodeJS.ProcessEnv,
): ReturnType<typeof picocolors.createColors> {
  return picocolors.createColors(hasColours(stream, env));
}

function hasColours(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return stream.isTTY === true && env.TERM !== "dumb";
}
