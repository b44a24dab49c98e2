import { expect, test } from "@jest/globals";
import { matchesName } from "@regatta/foundation";
import fc from "fast-check";
import type { RunEventInput } from "../events/run-event.ts";
import { junitResults } from "../junit/junit-results.ts";
import { randomRun } from "../testing/random-run.ts";
import { stateOf } from "../testing/sample-run.ts";
import { isGreen } from "./file-verdict.ts";
import { verdict } from "./verdict.ts";

type Finished = Extract<RunEventInput, { kind: "file-finished" }>;
type Judge = (events: RunEventInput[]) => number;

const judge: Judge = (events) => verdict(stateOf(events)).exitCode;

const of = <K extends RunEventInput["kind"]>(events: RunEventInput[], kind: K) =>
  events.filter((event): event is Extract<RunEventInput, { kind: K }> => event.kind === kind);

/** What the documentation promises of exit 0, said once more, of the log alone and by other means. */
function mayBeGreen(events: RunEventInput[]): boolean {
  const selected = of(events, "files-selected").flatMap(({ files }) => files);
  return (
    isJestHeard(events) &&
    of(events, "interrupted").length === 0 &&
    !of(events, "leak-found").some(({ fails }) => fails) &&
    of(events, "container-said").every(({ exitCode }) => exitCode === 0) &&
    selected.every((file) => endedWell(file, events))
  );
}

// A container has heard its Jest out when it says that nothing is left to say.
function isJestHeard(events: RunEventInput[]): boolean {
  const code = of(events, "jest-exited").at(-1)?.code ?? null;
  return code === 0 || (code !== null && of(events, "container-said").some(({ own }) => own));
}

function endedWell(file: string, events: RunEventInput[]): boolean {
  const elsewhere = of(events, "file-elsewhere").findLast((event) => event.file === file);
  if (elsewhere?.verdict) return ["passed", "flaky", "quarantined"].includes(elsewhere.verdict);
  const broken = new Set(of(events, "account-suspect").map(({ account }) => account));
  const refused = events.findLastIndex((event) => event.kind === "result-refused" && event.file === file);
  const results = of(events.slice(refused + 1), "file-finished").filter((event) => event.file === file);
  const says = ({ outcome, account, unstarted }: Finished) =>
    outcome === "passed" || (!broken.has(account) && !unstarted);
  const last = results.findLast(says) ?? results.at(-1);
  return last !== undefined && (last.outcome === "passed" || isExcused(last, events));
}

function isExcused({ file, outcome, result }: Finished, events: RunEventInput[]): boolean {
  const entries = of(events, "quarantine").flatMap((event) =>
    event.entries.filter((one) => one.file === file),
  );
  if (entries.some((entry) => entry.test === undefined)) return true;
  const bad = result.tests.filter(({ status }) => status === "failed");
  const known = (name: string) => entries.some((entry) => matchesName(entry.test ?? "", name));
  const isAllKnown = bad.length > 0 && bad.every(({ title }) => known(`suite ${title}`));
  return outcome === "failed" && result.message === undefined && isAllKnown;
}

const greenIsDeserved = (judged: Judge) =>
  fc.property(randomRun, (events) => judged(events) !== 0 || mayBeGreen(events));

test("exit 0 means, and no less, that every selected file ended well and Jest agreed, whatever happened", () => {
  let greens = 0;
  fc.assert(
    fc.property(randomRun, (events) => {
      if (mayBeGreen(events)) greens++;
      expect(judge(events) === 0).toBe(mayBeGreen(events));
    }),
    { numRuns: 2_000 },
  );
  // A generator that makes no green runs would prove nothing.
  expect(greens).toBeGreaterThan(100);
});

const without =
  (drop: (event: RunEventInput, all: RunEventInput[]) => boolean): Judge =>
  (events) =>
    judge(events.filter((event) => !drop(event, events)));
const changed =
  (change: (event: RunEventInput) => RunEventInput): Judge =>
  (events) =>
    judge(events.map(change));
const isBad = (event: RunEventInput): event is Finished =>
  event.kind === "file-finished" && event.outcome !== "passed";

/** Verdicts as a mistake would make them. */
const broken: Array<[string, Judge]> = [
  ["does not ask Jest", changed((event) => (event.kind === "jest-exited" ? { ...event, code: 0 } : event))],
  [
    "takes any pass for the last word",
    without(
      (event, all) =>
        isBad(event) &&
        of(all, "file-finished").some(({ file, outcome }) => file === event.file && outcome === "passed"),
    ),
  ],
  [
    "forgets files that nothing was heard of",
    (events) =>
      judge(
        events.map((event) =>
          event.kind === "files-selected"
            ? {
                ...event,
                files: event.files.filter((file) => events.some((one) => "file" in one && one.file === file)),
              }
            : event,
        ),
      ),
  ],
  [
    "takes what was cut off for passed",
    changed((event) =>
      event.kind === "file-cut-off"
        ? {
            ...event,
            kind: "file-finished",
            outcome: "passed",
            durationMs: 1,
            result: { tests: [], skipped: false },
          }
        : event,
    ),
  ],
  [
    "lets a broken account excuse a file that passed nowhere",
    (events) =>
      judge(
        events.map((event) =>
          isBad(event) && of(events, "account-suspect").some(({ account }) => account === event.account)
            ? { ...event, outcome: "passed" as const }
            : event,
        ),
      ),
  ],
  [
    "puts the whole file in quarantine for one of its tests",
    changed((event) =>
      event.kind === "quarantine"
        ? { ...event, entries: event.entries.map((entry) => ({ ...entry, test: undefined })) }
        : event,
    ),
  ],
  ["does not listen to other containers", without((event) => event.kind === "file-elsewhere")],
  [
    "calls a failure that is tried again no failure",
    without((event) => isBad(event) && event.final === false),
  ],
  ["does not mind being interrupted", without((event) => event.kind === "interrupted")],
  ["does not listen to what containers say", without((event) => event.kind === "container-said")],
  ["counts results that came too late", without((event) => event.kind === "result-refused")],
  ["does not mind leaks", without((event) => event.kind === "leak-found")],
];

test.each(broken)("a verdict that %s is caught", (_, judged) => {
  expect(fc.check(greenIsDeserved(judged), { numRuns: 5_000 }).failed).toBe(true);
});

test("the JUnit report is as red as the files", () => {
  fc.assert(
    fc.property(randomRun, (events) => {
      const state = stateOf(events);
      const reported = junitResults(state, "/").testResults;
      for (const { name, numFailingTests, testResults } of reported) {
        const isRed = numFailingTests > 0 || testResults.length === 0;
        const file = state.files.get(name);
        expect([name, isRed]).toEqual([name, file && !isGreen(state.verdictOf(file))]);
      }
    }),
    { numRuns: 300 },
  );
});
