import type { FileResult } from "../events/file-result.ts";

/** What went wrong in a file: the first test that failed with what it said, or what failed beside its tests. */
export function whatFailed({ tests, message }: FileResult): string {
  const failed = tests.find(({ status }) => status === "failed");
  if (!failed) return message ?? "";
  return `${[...failed.ancestors, failed.title].join(" › ")}\n${failed.failureMessages[0] ?? ""}`;
}
