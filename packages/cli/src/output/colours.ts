import { hasColours } from "@regatta/foundation";
import picocolors from "picocolors";

/** The colours for a stream: none in a pipe, with NO_COLOR, or on a terminal that has none. */
export function coloursFor(
  stream: NodeJS.WriteStream,
  env: NodeJS.ProcessEnv,
): ReturnType<typeof picocolors.createColors> {
  return picocolors.createColors(hasColours(stream, env));
}
