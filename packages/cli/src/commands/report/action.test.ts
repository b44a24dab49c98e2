import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
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
