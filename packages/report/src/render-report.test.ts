import { expect, test } from "@jest/globals";
import { mergeLogs, type RunEvent, type RunEventInput } from "@regatta/run-log";
import fc from "fast-check";
import { collectReport } from "./collect-report.ts";
import { headerTexts } from "./header-texts.ts";
import { renderReport } from "./render-report.ts";
import type { ReportData } from "./report-data.ts";
import { largeRun } from "./testing/large-run.ts";
import { pageAssets } from "./testing/page-assets.ts";

const account = "210000000001/eu-west-1";
const other = "210000000002/eu-west-1";

/** The events as a log has them, 10 ms apart. */
function logOf(inputs: RunEventInput[]): RunEvent[] {
  return inputs.map((input, seq) => ({ seq, at: 1_000 + 10 * seq, logVersion: 1, ...input }) as RunEvent);
}

function startOf(files: string[]): RunEventInput[] {
  return [
    { kind: "run-started", runId: "r1", version: "0", pool: "p", argv: [], pid: 1 },
    { kind: "files-selected", files, rootDir: "/", expectedMs: {} },
    { kind: "lease-acquired", account, leaseId: "l", epoch: 1, expiresAt: 0 },
    { kind: "session-opened", account },
    { kind: "deploy-started", account, service: "orders", stackName: "orders", reason: "it is not there" },
    {
      kind: "deploy-finished",
      account,
      service: "orders",
      stackName: "orders",
      durationMs: 10,
      noUpdates: false,
    },
    { kind: "account-ready", account },
  ];
}

function printing(file: string, text: string): RunEventInput[] {
  const tests = [{ title: text, ancestors: [text], status: "failed" as const, failureMessages: [text] }];
  return [
    { kind: "file-started", account, file, attempt: 1 },
    {
      kind: "file-finished",
      account,
      file,
      attempt: 1,
      outcome: "failed",
      durationMs: 5,
      result: { tests, message: text, console: text, skipped: false },
    },
  ];
}

/** What the script of the page finds in it. */
function dataIn(page: string): ReportData {
  const [, json = ""] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(json) as ReportData;
}

test("whatever a test prints stays text: no markup of the page comes from it, and it arrives as it was", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "</script><script>alert(1)</script>",
      "<!--<script>",
      "&amp;",
      "\u2028",
      "]]>",
      "$`",
      "$&",
    ),
  );
  fc.assert(
    fc.property(text, text, (name, said) => {
      const file = `tests/${name}.test.ts`;
      const page = renderReport(logOf([...startOf([file]), ...printing(file, said)]));
      expect(page.match(/<script/gi)).toHaveLength(2);
      expect(page.match(/<\/script/gi)).toHaveLength(2);
      expect(page).not.toContain("<!--");
      expect(dataIn(page).files[0]?.file).toBe(file);
    }),
    { numRuns: 60 },
  );
  const said = "</script><b>&amp;</b>";
  const [file] = dataIn(renderReport(logOf([...startOf(["a"]), ...printing("a", said)]))).files;
  expect(file?.attempts[0]).toMatchObject({ console: said, message: said, tests: [{ message: said }] });
});

test("what a test failed with has the code around it, as Jest tells it", () => {
  const [started, finished] = printing("a", "works");
  const formatted = "  ● works › works\n\n    no such order\n\n    > 4 |   expect(order).toBe(1);\n";
  const events = [
    started,
    { ...finished, result: { ...(finished as { result: object }).result, formatted } },
  ];
  const [file] = collectReport(logOf([...startOf(["a"]), ...(events as RunEventInput[])])).files;
  expect(file?.attempts[0]?.tests[0]?.message).toBe("no such order\n\n> 4 |   expect(order).toBe(1);");
});

test("nothing of the page comes from elsewhere, and only its own script may run", () => {
  const page = renderReport(largeRun({ files: 20, accounts: 3 }));
  expect(page).toContain("default-src 'none'; script-src 'sha256-");
  expect(page.replace(/<script.*?<\/script>/gs, "")).not.toMatch(/https?:\/\/|\bsrc=|@import|url\(/);
});

test("500 files in 100 accounts with all they print stay below 3 MB", () => {
  const events = largeRun({ files: 500, accounts: 100, services: 14, printed: 60_000 });
  expect(events.length).toBeGreaterThan(5_000);
  const page = renderReport(events);
  expect(Buffer.byteLength(page)).toBeLessThan(3_000_000);
  const data = dataIn(page);
  expect(data.shortened).toBeGreaterThan(0);
  // What failed is what somebody looks for.
  const failed = data.files.filter(({ verdict }) => verdict === "failed").flatMap(({ attempts }) => attempts);
  for (const { tests, console } of failed) {
    expect(tests.find(({ status }) => status === "failed")?.message).toContain('"refunded"');
    expect(console).toContain("characters are left out");
  }
});

test("an account's time is told apart: leased, made ready, a stack deployed, open, a file, and how it ended", () => {
  const events = logOf([
    ...startOf(["a"]),
    { kind: "worker-started", account, pid: 1 },
    ...printing("a", "no"),
    { kind: "account-dirty", account, reason: "a failed", nextStep: "clean it" },
    { kind: "run-finished", exitCode: 1, reason: "1 of 1 file failed" },
  ]);
  const { accounts, deploys, files, run } = collectReport(events);
  expect(run).toMatchObject({ id: "r1", exitCode: 1, durationMs: 110, startedAt: 1_000 });
  expect(accounts).toHaveLength(1);
  expect(accounts[0]?.spans).toEqual([
    { kind: "leasing", from: 20, to: 30 },
    { kind: "preparing", from: 30, to: 60 },
    { kind: "deploying", from: 40, to: 50, deploy: 0 },
    { kind: "open", from: 60, to: 100 },
    { kind: "starting-worker", from: 70, to: 80 },
    { kind: "file", from: 80, to: 90, file: 0, attempt: 0 },
  ]);
  expect(accounts[0]?.end).toEqual({ kind: "dirty", at: 100, reason: "a failed", nextStep: "clean it" });
  expect(deploys).toEqual([
    {
      account,
      service: "orders",
      stackName: "orders",
      outcome: "deployed",
      reason: "it is not there",
      durationMs: 10,
    },
  ]);
  expect(files[0]).toMatchObject({ verdict: "failed", account, durationMs: 5, headline: "no › no — no" });
});

test("data made fresh for a file has a stretch of its own, after the file before", () => {
  const fresh: RunEventInput = { kind: "account-freshened", account, file: "b", durationMs: 15 };
  const failed: RunEventInput = { ...fresh, problem: "exit 1" };
  const { accounts } = collectReport(logOf([...startOf(["a", "b"]), ...printing("a", "no"), fresh, failed]));
  expect(accounts[0]?.spans.filter(({ kind }) => kind === "freshening")).toEqual([
    { kind: "freshening", from: 80, to: 90, text: "for b" },
    { kind: "freshening", from: 85, to: 100, text: "for b, failed: exit 1" },
  ]);
});

test("a file that passed elsewhere is flaky, with both attempts in the accounts where they ran", () => {
  const events = logOf([
    ...startOf(["a"]),
    ...printing("a", "no"),
    { kind: "lease-acquired", account: other, leaseId: "m", epoch: 1, expiresAt: 0 },
    { kind: "file-started", account: other, file: "a", attempt: 2 },
    {
      kind: "file-finished",
      account: other,
      file: "a",
      attempt: 2,
      outcome: "passed",
      durationMs: 5,
      result: { tests: [], skipped: false },
    },
  ]);
  const { files, accounts } = collectReport(events);
  expect(files[0]).toMatchObject({ verdict: "flaky", headline: "no › no — no" });
  expect(files[0]?.attempts.map((one) => [one.account, one.class, one.counts])).toEqual([
    [account, "flaky", undefined],
    [other, "passed", true],
  ]);
  expect(accounts.map(({ spans }) => spans.at(-1))).toEqual([
    { kind: "file", from: 70, to: 80, file: 0, attempt: 0 },
    { kind: "file", from: 100, to: 110, file: 0, attempt: 1 },
  ]);
});

test("the logs of two containers make one page: which had what, which was killed, and how to get there again", () => {
  const fingerprints = { orders: "0123456789ab" };
  const deployed = { account: other, service: "orders", stackName: "orders" };
  const begun = (runId: string, index: number): RunEventInput[] => [
    { ...first, runId, argv: [], options: ["--only=orders", `--container=${index}/2`] },
    {
      kind: "files-selected",
      files: ["a", "b"],
      rootDir: "/",
      expectedMs: {},
      past: { [runId]: "p", b: "pf" },
    },
    { kind: "container-joined", key: "ci/1", index, of: 2, id: `id-${index}` },
  ];
  const first = { kind: "run-started", version: "0", pool: "p", pid: 1, fingerprints } as const;
  const killed: RunEventInput[] = [
    ...begun("r1", 1),
    { kind: "lease-acquired", account, leaseId: "l", epoch: 1, expiresAt: 0 },
    { kind: "file-started", account, file: "a", attempt: 1 },
  ];
  const going: RunEventInput[] = [
    ...begun("r2", 2),
    { kind: "lease-acquired", account: other, leaseId: "m", epoch: 1, expiresAt: 0 },
    { kind: "container-lost", container: "1", files: ["a"] },
    { ...deployed, kind: "deploy-started", reason: "it is not there" },
    { ...deployed, kind: "deploy-finished", durationMs: 10, noUpdates: false },
    ...["a", "b"].flatMap((file) => printing(file, "no")).map((event) => ({ ...event, account: other })),
    { kind: "run-finished", exitCode: 1, reason: "2 of 2 files failed" },
  ];
  const data = collectReport(mergeLogs([logOf(going), logOf(killed)]));
  expect(data.run).toMatchObject({
    exitCode: 1,
    again: { run: ["--only", "orders"], replay: ["--only", "orders"] },
    containers: [
      { index: 1, of: 2, runId: "r1", from: 20, to: 40, files: 0 },
      { index: 2, of: 2, runId: "r2", from: 20, to: 110, files: 2, exitCode: 1 },
    ],
  });
  expect(data.run.containers?.[0]).not.toHaveProperty("exitCode");
  expect(data.accounts.map(({ account: one, containers, end }) => [one, containers, end.kind])).toEqual([
    [account, [1], "lost"],
    [other, [2], "held"],
  ]);
  expect(data.files[0]?.attempts.map(({ container, class: kind }) => [container, kind])).toEqual([
    [1, "infrastructure"],
    [2, "failed"],
  ]);
  expect(data.files.map(({ past, against }) => [past, against])).toEqual([
    [undefined, "orders 0123456 new"],
    ["failed in its last run too", "orders 0123456 new"],
  ]);
  expect(data.notes).toMatchObject([
    { kind: "container", text: expect.stringContaining("container 1 was silent") },
  ]);
  const { origin, facts } = headerTexts(data, String);
  expect(origin).toContain("containers 1, 2 of 2");
  expect(facts.at(-1)).toEqual({ name: "Containers", value: "2", more: "number 1 killed" });
});

test("a log that ends anywhere has a page that says so, down to an empty one", () => {
  const events = largeRun({ files: 12, accounts: 3 });
  for (let length = 0; length < events.length; length++) {
    const data = collectReport(events.slice(0, length));
    expect(data.run.exitCode).toBeUndefined();
    expect(data.run.reason).toContain("did not end by itself");
    if (length % 20 === 0) expect(renderReport(events.slice(0, length))).toContain("Not ended");
  }
});

test("the script and the style in the repository are what their sources make", async () => {
  const { readFile } = await import("node:fs/promises");
  const written = await readFile(new URL("./page-assets.ts", import.meta.url), "utf8");
  // Write them anew with: node packages/report/write-page.mjs
  expect(written === pageAssets()).toBe(true);
});
