import { randomBytes } from "node:crypto";

/**
 * The `TRACEPARENT` of a new span below one (W3C Trace Context: version, trace, span and flags, with a hyphen between).
 * @param parent the `TRACEPARENT` of that one.
 */
export function childTraceparent(parent: string): string {
  const [version, trace, , flags] = parent.split("-");
  return [version, trace, randomBytes(8).toString("hex"), flags].join("-");
}

/** The id of the span that a `TRACEPARENT` names: 16 hexadecimal digits. */
export function spanOf(traceparent: string): string {
  return traceparent.split("-")[2] ?? "";
}
