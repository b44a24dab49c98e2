import { type FileResult, framedMessages, type TestCaseResult } from "@regatta/run-log";
import { plain } from "./plain.ts";
import type { ReportAttempt, ReportTest } from "./report-data.ts";
import type { Room } from "./room.ts";

export interface AttemptWithResult {
  attempt: ReportAttempt;
  result: FileResult;
  /** Its file lets the run fail. */
  isRed: boolean;
}

/** The least and the most that one attempt's texts may take, bytes. */
const LEAST = 1_500;
const MOST = 48_000;
const PASSED_CONSOLE = 2_000;
const NAME = 300;

/**
 * Adds tests and texts to the attempts as far as there is room, those first that somebody will look for: what failed and
 * counts, what failed, the rest. Each gets at most an equal share, so that one that prints a lot leaves room to others.
 */
export function attachOutputs(
  attempts: readonly AttemptWithResult[],
  { output, tests }: { output: Room; tests: Room },
): void {
  const ranked = [...attempts].sort((a, b) => rankOf(a) - rankOf(b));
  const failed = attempts.filter(({ attempt }) => attempt.class !== "passed").length;
  const share = Math.min(MOST, Math.max(LEAST, Math.floor(output.left / Math.max(1, failed))));
  for (const { attempt, result } of ranked) {
    const isPassed = attempt.class === "passed";
    attachTests(attempt, result, { output, tests, share });
    const message = result.message && output.fit(plain(result.message), share / 2);
    if (message) attempt.message = message;
    const printed =
      result.console && output.fit(plain(result.console), isPassed ? PASSED_CONSOLE : share / 2);
    if (printed) attempt.console = printed;
  }
}

function rankOf({ attempt, isRed }: AttemptWithResult): number {
  if (attempt.class === "passed") return 3;
  if (!isRed) return 2;
  return attempt.counts ? 0 : 1;
}

interface Rooms {
  output: Room;
  tests: Room;
  share: number;
}

function attachTests(attempt: ReportAttempt, result: FileResult, rooms: Rooms): void {
  const failed = result.tests.filter(({ status }) => status === "failed").length;
  const messages = framedMessages(result);
  let leftOut = 0;
  for (const one of result.tests) {
    const test = testOf(one);
    if (!rooms.tests.take(test)) leftOut++;
    else {
      const text = plain((messages.get(one) ?? []).join("\n\n"));
      const message = text && rooms.output.fit(text, rooms.share / 2 / Math.max(1, failed));
      attempt.tests.push({ ...test, ...(message ? { message } : {}) });
    }
  }
  if (leftOut > 0) attempt.testsLeftOut = leftOut;
}

function testOf({ ancestors, title, status, durationMs }: TestCaseResult): ReportTest {
  return {
    name: [...ancestors, title].join(" › ").slice(0, NAME),
    ...(status === "passed" ? {} : { status }),
    ...(durationMs === undefined ? {} : { durationMs: Math.round(durationMs) }),
  };
}
