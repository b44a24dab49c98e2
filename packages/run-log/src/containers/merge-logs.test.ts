import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FileOutcome, FileVerdict } from "../events/file-result.ts";
import type { RunEvent, RunEventInput } from "../events/run-event.ts";
import { isGreen } from "../state/file-verdict.ts";
import { RunState } from "../state/run-state.ts";
import { accountOf, type ContainerLogOptions, containerLogOf } from "../testing/container-logs.ts";
import { JUnitFolder, kindOf } from "../testing/junit-report.ts";
import { randomRun } from "../testing/random-run.ts";
import { endedIn, eventsOf } from "../testing/sample-run.ts";
import { mergeLogs } from "./merge-logs.ts";

const key = "circleci/w/e2e";
const files = ["a", "b", "c", "d"];

const logOf = (options: Partial<ContainerLogOptions> & { index: number }) =>
  containerLogOf({ of: 2, key, files, happened: [], exitCode: 0, ...options });
const ran = (index: number, file: string, outcome: FileOutcome = "passed") =>
  endedIn(accountOf(index), file, outcome, outcome);
const elsewhere = (index: number, file: string, verdict: FileVerdict): RunEventInput => ({
  kind: "file-elsewhere",
  file,
  container: String(index),
  verdict,
  durationMs: 70,
  where: accountOf(index),
  message: `said in ${index}`,
});
const verdictsOf = (events: RunEvent[]) => {
  const state = RunState.of(events);
  return Object.fromEntries([...state.files.values()].map((file) => [file.file, state.verdictOf(file)]));
};

/** Files, each of one container and with attempts that end so; the last counts. */
const sharedRun = fc.record({
  attempts: fc.array(
    fc.record({
      container: fc.integer({ min: 1, max: 3 }),
      outcomes: fc.array(fc.constantFrom<FileOutcome>("passed", "failed", "crashed"), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  starts: fc.tuple(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000)),
});

function logsOf({
  attempts,
  starts,
}: {
  attempts: Array<{ container: number; outcomes: FileOutcome[] }>;
  starts: number[];
}) {
  const names = attempts.map((_, i) => `f${i}`);
  const state = (container: number, name: string, outcomes: FileOutcome[]): RunEventInput[] =>
    outcomes.flatMap((outcome, i) =>
      ran(container, name, outcome).map((event) =>
        event.kind === "file-finished" ? { ...event, final: i === outcomes.length - 1 } : event,
      ),
    );
  const verdictOf = (outcomes: FileOutcome[]): FileVerdict => {
    const last = outcomes.at(-1) ?? "passed";
    return last === "passed" && outcomes.some((one) => one !== "passed") ? "flaky" : last;
  };
  const logs = [1, 2, 3].map((index) =>
    logOf({
      index,
      of: 3,
      files: names,
      at: 100_000 + (starts[index - 1] ?? 0),
      exitCode: attempts.every(({ outcomes }) => outcomes.at(-1) === "passed") ? 0 : 1,
      happened: attempts.flatMap(({ container, outcomes }, i) =>
        container === index
          ? state(index, `f${i}`, outcomes)
          : [elsewhere(container, `f${i}`, verdictOf(outcomes))],
      ),
    }),
  );
  const verdicts = Object.fromEntries(attempts.map(({ outcomes }, i) => [`f${i}`, verdictOf(outcomes)]));
  return { logs, verdicts };
}

test("the logs of all containers, or of some, in any order, tell of one run: each file's verdict, one beginning, one end", () => {
  fc.assert(
    fc.property(
      sharedRun,
      fc.subarray([0, 1, 2], { minLength: 1 }),
      fc.boolean(),
      (run, present, isTurned) => {
        const { logs, verdicts } = logsOf(run);
        const given = present.map((i) => logs[i] ?? []);
        const merged = mergeLogs(isTurned ? given.toReversed() : given);
        expect(verdictsOf(merged)).toEqual(verdicts);
        expect(merged.map(({ seq }) => seq)).toEqual(merged.map((_, i) => i));
        expect(merged.map(({ at }) => at)).toEqual(merged.map(({ at }) => at).toSorted((a, b) => a - b));
        for (const kind of ["run-started", "files-selected", "jest-exited", "run-finished"]) {
          expect(merged.filter((event) => event.kind === kind)).toHaveLength(1);
        }
        expect(merged[0]?.kind).toBe("run-started");
        expect(merged.at(-1)).toMatchObject({
          kind: "run-finished",
          exitCode: Object.values(verdicts).every((one) => one === "passed" || one === "flaky") ? 0 : 1,
        });
        expect([...RunState.of(merged).accounts.keys()].sort()).toEqual(present.map((i) => accountOf(i + 1)));
      },
    ),
    { numRuns: 100 },
  );
});

test("one log alone, or the same one twice, is as it is; files of any container, and their expected times, are there once", () => {
  const log = logOf({ index: 1, happened: ran(1, "a") });
  expect(mergeLogs([log])).toEqual(log);
  expect(mergeLogs([log.slice(0, 5), log])).toEqual(log);
  const merged = mergeLogs([
    logOf({ index: 1, files: ["a", "b"] }),
    logOf({ index: 2, files: ["c", "b"], at: 100_500 }),
  ]);
  expect(merged.find(({ kind }) => kind === "files-selected")).toMatchObject({
    at: 100_010,
    files: ["a", "b", "c"],
    expectedMs: { a: 1_000, c: 1_000 },
  });
  expect(RunState.of(merged).containers).toEqual(
    new Map([
      ["run-1", { index: 1, of: 2 }],
      ["run-2", { index: 2, of: 2 }],
    ]),
  );
});

test("a container whose clock is a minute ahead is put where it was; one that is off by a second is left alone", () => {
  const began = (ahead: number) => {
    const logs = [
      logOf({ index: 1, at: 100_000 }),
      logOf({ index: 2, at: 105_000, ahead }),
      logOf({ index: 3, at: 101_000 }),
    ].map((events) => events.map((event) => ("of" in event ? { ...event, of: 3 } : event)) as RunEvent[]);
    const own = mergeLogs(logs).find((event) => event.kind === "lease-acquired" && event.runId === "run-2");
    return own?.at;
  };
  expect([60_000, -3_600_000, 1_000].map(began)).toEqual([105_030, 105_030, 106_030]);
});

test("of a container that was killed nothing goes on: its accounts are lost, its file was run by another", () => {
  const killed = logOf({ index: 1, exitCode: undefined, happened: ran(1, "a").slice(0, 1) });
  const other = logOf({ index: 2, at: 102_000, happened: files.flatMap((file) => ran(2, file)) });
  const merged = mergeLogs([killed, other]);
  const state = RunState.of(merged);
  expect(state.finished).toMatchObject({ exitCode: 0 });
  expect(state.accounts.get(accountOf(1))?.phase).toMatchObject({ kind: "lost" });
  const [first, second] = state.files.get("a")?.attempts ?? [];
  expect(first?.end).toMatchObject({
    kind: "cut-off",
    lost: true,
    reason: "its container ended without a word",
  });
  expect([first?.runId, second?.runId]).toEqual(["run-1", "run-2"]);
  expect(merged.filter(({ kind }) => kind === "container-ended")).toMatchObject([
    { runId: "run-1", reason: "its log ends without a word" },
    { runId: "run-2", exitCode: 0, reason: "all files passed" },
  ]);
  expect(verdictsOf(merged)).toEqual({ a: "passed", b: "passed", c: "passed", d: "passed" });
  // While the other is under way nobody knows.
  const under = mergeLogs([killed, other.slice(0, -1)]);
  expect(RunState.of(under).held.map((one) => one.account)).toContain(accountOf(1));
  expect(RunState.of(under).finished).toBeUndefined();
});

test("a result that came too late does not count, and the one of the container that took over does", () => {
  const late = logOf({
    index: 1,
    at: 101_000,
    happened: [...ran(1, "a", "failed"), { kind: "result-refused", account: accountOf(1), file: "a" }],
  });
  const other = logOf({ index: 2, happened: files.flatMap((file) => ran(2, file)) });
  expect(verdictsOf(mergeLogs([late, other]))).toMatchObject({ a: "passed" });
  expect(
    verdictsOf(mergeLogs([late, logOf({ index: 3, happened: [elsewhere(2, "a", "passed")] })])),
  ).toMatchObject({
    a: "passed",
  });
});

test("a result that the queue has from another container does not count, even where its own was killed before it heard so", () => {
  const killed = logOf({ index: 1, of: 3, exitCode: undefined, at: 103_000, happened: ran(1, "a") });
  const red = logOf({ index: 2, of: 3, happened: ran(2, "a", "failed"), exitCode: 1 });
  const third = logOf({ index: 3, of: 3, happened: [elsewhere(2, "a", "failed")], exitCode: 1 });
  expect(verdictsOf(mergeLogs([killed, red, third]))).toMatchObject({ a: "failed" });
  expect(verdictsOf(mergeLogs([killed, third]))).toMatchObject({ a: "failed" });
});

test("what is no part of the same run is refused; a container killed at its very start does no harm", () => {
  const one = logOf({ index: 1 });
  const refused = { code: "LOGS_APART", source: "user", message: expect.stringMatching(/run-\d and run-\d/) };
  for (const other of [{ key: "another" }, { of: 3 }, { key: undefined as never }]) {
    expect(() => mergeLogs([one, logOf({ index: 2, ...other })])).toThrow(expect.objectContaining(refused));
  }
  const alone = logOf({ index: 2 }).filter(({ kind }) => kind !== "container-joined");
  expect(() => mergeLogs([one, alone])).toThrow(expect.objectContaining(refused));
  const early = RunState.of(mergeLogs([one, alone.slice(0, 2)]));
  expect([early.runId, early.finished?.exitCode, early.containers.size]).toEqual(["run-1", 0, 1]);
});

test("of containers with fixed parts each has to have ended: else the whole is not known to be green", () => {
  const part = (index: number, exitCode: number | undefined = 0, of = 2) =>
    logOf({
      index,
      of,
      key: undefined as never,
      files: [`f${index}`],
      exitCode,
      happened: ran(index, `f${index}`),
    });
  const end = (logs: RunEvent[][]) => {
    const { exitCode, reason } = RunState.of(mergeLogs(logs)).finished ?? {};
    return [exitCode, reason];
  };
  expect(end([part(1), part(2)])).toEqual([0, "all files passed"]);
  expect(end([part(1), part(2, 1)])).toEqual([1, "some failed"]);
  expect(end([part(1, 0, 3), part(2, 0, 3)])).toEqual([3, "nothing is known of container 3 of 3"]);
  const killed = part(2).filter(({ kind }) => kind !== "run-finished");
  expect(end([part(1), killed])).toEqual([3, "container 2 of 2 did not end by itself"]);
  expect(() =>
    mergeLogs([
      part(1),
      part(1).map((event) => ({ ...event, ...(event.kind === "run-started" ? { runId: "x" } : {}) })),
    ]),
  ).toThrow("run-1 and x are not containers of one run");
});

test("problems, quarantine and what a container had to say are told once; an interrupted container does not speak for all", () => {
  const problem: RunEventInput = { kind: "problem", code: "OLD", message: "old" };
  const quarantine = (file: string): RunEventInput => ({
    kind: "quarantine",
    entries: [{ file: "*", files: [file], until: "2999-12-31" }],
  });
  const said = (container: string, own?: true): RunEventInput => ({
    kind: "container-said",
    container,
    exitCode: own ? 1 : 0,
    reason: "coverage",
    ...(own ? { own } : {}),
  });
  const merged = mergeLogs([
    logOf({ index: 1, happened: [problem, quarantine("a"), said("1", true), said("2")], exitCode: 1 }),
    logOf({
      index: 2,
      happened: [
        problem,
        quarantine("b"),
        said("2", true),
        said("1"),
        { kind: "interrupted", signal: "SIGTERM" },
      ],
      exitCode: 143,
    }),
  ]);
  const state = RunState.of(merged);
  expect(state.problems).toHaveLength(1);
  expect(state.quarantine).toMatchObject([{ file: "*", files: ["a", "b"] }]);
  expect(state.containersSaid.map(({ container, own }) => [container, own])).toEqual([
    ["1", true],
    ["2", true],
  ]);
  expect([state.finished?.exitCode, state.interrupted]).toEqual([1, undefined]);
  const both = mergeLogs([logOf({ index: 1, exitCode: 130 }), logOf({ index: 2, exitCode: 143 })]);
  expect(RunState.of(both).finished?.exitCode).toBe(143);
});

/** Logs in which anything happens, as containers of one run would have them. */
const randomLogs = fc.array(randomRun, { minLength: 2, maxLength: 3 }).map((runs) =>
  runs.map((inputs, i) => {
    const [start, selected, ...happened] = inputs.map((input) =>
      input.kind === "run-started" ? { ...input, runId: `run-${i + 1}` } : input,
    );
    // What is in quarantine is the same in all of them, and a verdict is said once.
    const told = new Set<string>();
    const others = happened.filter((input) => {
      if (input.kind !== "file-elsewhere") return input.kind !== "quarantine";
      const isNew = input.verdict !== undefined && !told.has(input.file);
      told.add(input.file);
      return isNew;
    });
    const joined: RunEventInput = { kind: "container-joined", key, index: i + 1, of: 3, id: `id-${i + 1}` };
    return eventsOf([start, selected, joined, ...others].filter((input) => input !== undefined));
  }),
);

test("whatever happened in the containers, no file is green that is green in none of them, and none is missing", () => {
  fc.assert(
    fc.property(randomLogs, (logs) => {
      const merged = RunState.of(mergeLogs(logs));
      const states = logs.map((events) => RunState.of(events));
      expect([...merged.files.keys()].sort()).toEqual(
        [...new Set(states.flatMap(({ files: some }) => [...some.keys()]))].sort(),
      );
      for (const [name, file] of merged.files) {
        if (!isGreen(merged.verdictOf(file))) continue;
        const isGreenSomewhere = states.some((state) => {
          const own = state.files.get(name);
          return own !== undefined && isGreen(state.verdictOf(own));
        });
        expect(isGreenSomewhere).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

let folder: JUnitFolder;
beforeAll(() => {
  folder = new JUnitFolder();
});
afterAll(() => folder.remove());

test("one JUnit report has the whole run: which container ran what, and what is known of files whose log is missing", async () => {
  const merged = mergeLogs([
    logOf({
      index: 1,
      of: 3,
      happened: [...ran(1, "a"), elsewhere(2, "b", "failed"), elsewhere(3, "c", "failed")],
    }),
    logOf({
      index: 2,
      of: 3,
      happened: [...ran(2, "b", "failed"), elsewhere(3, "c", "failed"), elsewhere(3, "d", "flaky")],
      exitCode: 1,
    }),
  ]);
  const { testsuite } = await folder.reportOf(merged);
  const told = testsuite.map(({ name, time, testcase, properties: { property } }) => {
    const value = (wanted: string) => property.find((one) => one.name === wanted)?.value;
    return [
      name,
      time,
      testcase.map(kindOf),
      value("regatta.run"),
      value("regatta.container"),
      value("regatta.account"),
    ];
  });
  expect(told).toEqual([
    ["a", "0.005", ["passed"], "run-1", "1", accountOf(1)],
    ["b", "0.005", ["failure"], "run-2", "2", accountOf(2)],
    ["c", "0.07", ["failure"], "run-1", "3", accountOf(3)],
    ["d", "0.07", ["passed"], "run-1", "3", accountOf(3)],
  ]);
  expect(testsuite[2]?.testcase[0]?.failure?.["#text"]).toBe(
    `failed in account ${accountOf(3)}, by container 3\nsaid in 3`,
  );
});
