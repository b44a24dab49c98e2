import { describeEvent } from "./describe-event.ts";
import type { RunEvent } from "./run-event.ts";

const STAMPS = new Set(["kind", "account", "seq", "at", "logVersion"]);

/** An event as one plain line, whatever it is: what only matters when something goes wrong by its name and its numbers. */
export function describeEveryEvent(event: RunEvent): string {
  return describeEvent(event) ?? byName(event);
}

function byName(event: RunEvent): string {
  const account = "account" in event ? [event.account] : [];
  const fields = Object.entries(event).flatMap(([name, value]) => {
    if (STAMPS.has(name)) return [];
    if (Array.isArray(value)) return [`${name} ${value.length}`];
    return typeof value === "object" ? [] : [`${name} ${value}`];
  });
  return [...account, event.kind, ...(fields.length > 0 ? [`(${fields.join(", ")})`] : [])].join(" ");
}
