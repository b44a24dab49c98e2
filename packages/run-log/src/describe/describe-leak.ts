import type { RunEvent } from "../events/run-event.ts";

// Hundreds of resources of one stack's making are one leak to the reader.
const NAMED = 3;

/** Who left what behind: `tests/a.test.ts left behind stack orders-tmp and 2 more`. */
export function describeLeak({
  files,
  resources,
}: Pick<Extract<RunEvent, { kind: "leak-found" }>, "files" | "resources">): string {
  const [first = "a file"] = files;
  const who = files.length > 1 ? `one of ${some(files)}` : first;
  return `${who} left behind ${some(resources)}`;
}

function some(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
