import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { passingFiles, testFile } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

const { files: services, services: serviceConfig } = sampleServices({ base: {} });

let world: World;
let collector: Server;
let endpoint: string;
let spans: SentSpan[] = [];
/** Of the last run of tests. */
let runId = "";

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    for (const { scopeSpans } of body.resourceSpans ?? []) {
      for (const scope of scopeSpans) spans = [...spans, ...scope.spans];
    }
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  world = await World.start({
    accounts: 2,
    files: {
      ...services,
      ...passingFiles(2),
      "tests/told.test.js": testFile("require('fs').writeFileSync('traceparent', process.env.TRACEPARENT)"),
      "tests/fails.test.js": testFile('expect("hunter2").toBe("")'),
    },
    config: { services: serviceConfig, output: { emf: "reports/emf.jsonl" } },
  });
});
afterAll(async () => {
  await world.close();
  collector.close();
});

const ms = (nanos: string | undefined) => Number(BigInt(nanos ?? 0) / 1_000_000n);

test("a run sends the spans of its events, and tells its tests where theirs belong", async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" };
  const { code, events, output } = await world.callIn(env, "run");
  expect(output).not.toContain("TELEMETRY_NOT_SENT");
  expect(code).toBe(1);

  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const named = (name: string) => spans.filter((span) => span.name === name);
  const [run] = named("RUN regatta tests");
  for (const event of events()) {
    if (event.kind !== "file-finished") continue;
    const [span] = named(`test ${event.file}`);
    const parent = byId.get(span?.parentSpanId ?? "");
    expect(parent?.name).toBe("account");
    expect(parent?.parentSpanId).toBe(run?.spanId);
    expect(ms(span?.endTimeUnixNano)).toBe(event.at);
    expect(ms(parent?.startTimeUnixNano)).toBeLessThanOrEqual(ms(span?.startTimeUnixNano));
    expect(ms(parent?.endTimeUnixNano)).toBeGreaterThanOrEqual(event.at);
  }
  const finished = events().filter(({ kind }) => kind === "file-finished");
  expect(spans.filter(({ name }) => name.startsWith("test "))).toHaveLength(finished.length);
  const deployed = events().filter(({ kind }) => kind === "deploy-finished");
  expect(named("deploy base")).toHaveLength(deployed.length);
  expect(JSON.stringify(spans)).not.toMatch(/hunter2|ASIA[A-Z0-9]{8,}/);

  const told = readFileSync(join(world.project.directory, "traceparent"), "utf8");
  expect(told).toBe(`00-${run?.traceId}-${named("test tests/told.test.js")[0]?.spanId}-01`);
  const [line = ""] = readFileSync(join(world.project.directory, "reports/emf.jsonl"), "utf8").split("\n");
  expect(JSON.parse(line)).toMatchObject({
    ExitCode: 1,
    FilesPassed: 3,
    FilesFailed: 1,
    AccountsReleased: 2,
  });
});

test("a deploy alone is a trace too, and says what was skipped", async () => {
  spans = [];
  const env = {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/v1/traces`,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
  };
  expect((await world.callIn(env, "deploy", "--accounts", "1")).code).toBe(0);
  expect(spans.map(({ name }) => name).sort()).toEqual([
    "RUN regatta deploy",
    "account",
    "open session",
    "read stacks",
  ]);
  expect(JSON.stringify(spans)).toContain(
    '"regatta.services.skipped","value":{"arrayValue":{"values":[{"stringValue":"base"}]}}',
  );
});

test("a collector that is not there is told, and changes nothing else", async () => {
  const unreachable = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9", OTEL_EXPORTER_OTLP_TIMEOUT: "50" };
  const { code, events } = await world.callIn(unreachable, "run", "tests/pass-0");
  expect(code).toBe(0);
  const problems = events().flatMap((event) => (event.kind === "problem" ? [event.code] : []));
  expect(new Set(problems)).toEqual(new Set(["TELEMETRY_NOT_SENT"]));
  expect(events().at(-1)?.kind).toBe("run-finished");
  for (const event of events()) if (event.kind === "run-started") runId = event.runId;
});

test("trace writes a run as a file of Perfetto's, beside its events or where it is told to", async () => {
  const { code, stdout } = await world.call("trace");
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^Wrote .*trace\.json\. Open it/),
  });
  const { directory } = world.project;
  expect((await world.call("trace", runId, "--output", "out/run.json")).code).toBe(0);
  const { traceEvents } = JSON.parse(readFileSync(join(directory, "out/run.json"), "utf8"));
  expect(traceEvents.map(({ name }: { name: string }) => name)).toContain("tests/pass-0.test.js");
  const refused = await world.call("trace", "--output", "tests/pass-0.test.js/x");
  expect(refused.output).toContain("TRACE_NOT_WRITTEN");
  expect(existsSync(join(directory, "trace.json"))).toBe(false);
});
