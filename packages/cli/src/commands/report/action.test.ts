import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { callProgram } from "../../testing/call-program.ts";

let folder = "";
let run = "";
const id = "20260131T101500-x7k2aa";

const events = [
  { kind: "run-started", logVersion: 1, runId: id, version: "0", pool: "default", argv: [], pid: 1 },
  { kind: "files-selected", files: ["tests/pay.test.ts"], rootDir: "/", expectedMs: {} },
  { kind: "lease-acquired", account: "210000000001/eu-west-1", leaseId: "l", epoch: 1, expiresAt: 0 },
];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-report-"));
  run = join(folder, ".regatta/runs", id);
  mkdirSync(run, { recursive: true });
  writeFileSync(join(folder, "regatta.config.json"), "{}");
  const lines = events.map((event, seq) => JSON.stringify({ seq, at: seq, ...event }));
  // Its last line was being written when the run was killed.
  writeFileSync(join(run, "events.jsonl"), `${lines.join("\n")}\n{"seq":3,"ki`);
});

afterEach(() => rmSync(folder, { recursive: true }));

test("the page of a killed run is written beside its events, from its id, its folder or the events themselves", async () => {
  for (const name of ["latest", id, id.slice(0, 12), run, join(run, "events.jsonl")]) {
    const { exitCode, stdout } = await callProgram(["report", name], { cwd: folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `Wrote .regatta/runs/${id}/report.html.\n` });
    const page = readFileSync(join(run, "report.html"), "utf8");
    expect(page).toContain("Not ended");
    expect(page).toContain("tests/pay.test.ts");
    rmSync(join(run, "report.html"));
  }
});

/** The log of one of two containers, in a folder of its own. */
function containerIn(runs: string, index: number, key = "ci/1"): string {
  const own = join(runs, `20260131T10160${index}-aaaaaa`);
  mkdirSync(own, { recursive: true });
  const account = `21000000000${index}/eu-west-1`;
  const happened = [
    { ...events[0], runId: `run-${index}` },
    events[1],
    { kind: "container-joined", key, index, of: 2, id: `id-${index}` },
    { kind: "lease-acquired", account, leaseId: "l", epoch: 1, expiresAt: 0 },
  ];
  const lines = happened.map((event, seq) => JSON.stringify({ seq, at: seq, ...event }));
  writeFileSync(join(own, "events.jsonl"), `${lines.join("\n")}\n`);
  return own;
}

test("of a run of several containers the page is about all whose logs lie beside one another, below a folder, or are named", async () => {
  const runs = join(folder, ".regatta/runs");
  const one = containerIn(runs, 1);
  const two = containerIn(runs, 2);
  containerIn(runs, 3, "ci/2");
  const below = join(folder, "artifacts");
  containerIn(join(below, "0/.regatta/runs"), 1);
  containerIn(join(below, "1/.regatta/runs"), 2);
  const logs = [one, two].map((run) => join(run, "events.jsonl"));
  for (const [named, page] of [
    [["20260131T101601"], join(one, "report.html")],
    [["artifacts"], join(below, "report.html")],
    [logs, join(runs, "report.html")],
  ] as Array<[string[], string]>) {
    const { stdout } = await callProgram(["report", ...named], { cwd: folder });
    expect(stdout).toBe(`Wrote ${relative(folder, page)}, of the logs of 2 containers.\n`);
    const text = readFileSync(page, "utf8");
    expect(text).toContain("containers 1, 2 of 2");
    for (const account of ["210000000001", "210000000002"]) expect(text).toContain(account);
  }
  const alone = await callProgram(["report", logs[0] ?? ""], { cwd: folder });
  expect(alone.stdout).toBe(`Wrote ${relative(folder, one)}/report.html.\n`);
  expect(readFileSync(join(one, "report.html"), "utf8")).toContain("container 1 of 2");
  const apart = await callProgram(["junit", one, run], { cwd: folder });
  expect(apart.exitCode).toBe(2);
  expect(apart.stderr).toContain("LOGS_APART");
  const junit = await callProgram(["junit", "artifacts", "--output", "whole.xml"], { cwd: folder });
  expect(junit.stdout).toBe("Wrote whole.xml, of the logs of 2 containers.\n");
  expect(readFileSync(join(folder, "whole.xml"), "utf8").match(/<testsuite /g)).toHaveLength(1);
  const trace = await callProgram(["trace", ...logs], { cwd: folder });
  expect(trace.stdout).toContain("Wrote .regatta/runs/trace.json, of the logs of 2 containers. Open it");
});

test("it goes where it is asked for, and says so where it cannot", async () => {
  const written = await callProgram(["report", "--output", "new/page.html"], { cwd: folder });
  expect(written).toMatchObject({ exitCode: 0, stdout: "Wrote new/page.html.\n" });
  expect(readFileSync(join(folder, "new/page.html"), "utf8")).toContain(id);
  const refused = await callProgram(["report", "--output", "regatta.config.json/page.html"], { cwd: folder });
  expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
  expect(refused.stderr).toContain("REPORT_NOT_WRITTEN");
});

test("--open shows it in the browser; where there is none, its path is said", async () => {
  const name = process.platform === "darwin" ? "open" : "xdg-open";
  const opener = join(folder, name);
  writeFileSync(opener, `#!/bin/sh\nprintf %s "$1" > '${folder}/opened'\n`);
  chmodSync(opener, 0o755);
  const env = { PATH: [folder, process.env.PATH].join(delimiter) };
  expect(await callProgram(["report", "--open"], { cwd: folder, env })).toMatchObject({ exitCode: 0 });
  expect(readFileSync(join(folder, "opened"), "utf8")).toBe(join(run, "report.html"));
  writeFileSync(opener, "#!/bin/sh\nexit 3\n");
  const failed = await callProgram(["report", "--open"], { cwd: folder, env });
  expect(failed.exitCode).toBe(2);
  expect(failed.stderr).toContain("BROWSER_NOT_OPENED");
  expect(failed.stderr).toContain(join(run, "report.html"));
});
