import type { FileResult } from "../events/file-result.ts";
import type { FileState } from "../state/file-state.ts";
import type { RunState } from "../state/run-state.ts";
import { count } from "../text/count.ts";

/** What went wrong in a file, on one line: the first test that failed and what it said, or what failed beside its tests. Pure. */
export function headlineOf(file: FileState, state: RunState): string {
  const result = state.finalAttempt(file)?.end.result;
  if (result) return ofResult(result);
  const [title = "", ...said] = (file.elsewhere?.message ?? "").split("\n");
  return joined(title, firstWords(said.join("\n")));
}

function ofResult({ tests, message }: FileResult): string {
  const [first, ...others] = tests.filter(({ status }) => status === "failed");
  if (!first) return firstWords(message ?? "");
  const more = others.length > 0 ? ` and ${count(others.length, "more test")}` : "";
  return joined(
    [...first.ancestors, first.title].join(" › ") + more,
    firstWords(first.failureMessages[0] ?? ""),
  );
}

function joined(title: string, said: string): string {
  return [title, said].filter(Boolean).join(" — ");
}

/** The first thing a message says, on one line; of a comparison what was expected and received. Pure. */
export function firstWords(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const [first = ""] = lines.filter((line) => line !== "" && !line.startsWith("●"));
  const said = first.replace(/^Error: |^The test file /g, "");
  // A matcher's call says less than what it was given.
  if (!said.startsWith("expect(")) return said;
  return lines
    .filter((line) => /^(Expected|Received)\b[^:]*: +\S/.test(line))
    .slice(0, 2)
    .join(", ");
}
