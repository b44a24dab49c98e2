import type { Probe } from "../service/probe.ts";

/** A probe in words, with the names of outputs and not their values, which may be nobody's to read. */
export function describeProbe(probe: Probe): string {
  switch (probe.kind) {
    case "command":
      return probe.command;
    case "http":
      return `${probe.method ?? "GET"} ${probe.url}${probe.status === undefined ? "" : ` says ${probe.status}`}`;
    case "resource":
      return `resource ${probe.logicalId}${probe.stackName === undefined ? "" : ` of ${probe.stackName}`}`;
  }
}
