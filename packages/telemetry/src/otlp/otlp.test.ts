import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ManualClock, systemClock } from "@regatta/foundation";
import fc from "fast-check";
import { traceEnvironment } from "../index.ts";
import { everySpan } from "../spans/span.ts";
import { spanTree } from "../spans/span-tree.ts";
import type { ReceivedSpan } from "../testing/export-request.ts";
import { GrpcReceiver } from "../testing/grpc-receiver.ts";
import { attributeOf, OtlpReceiver } from "../testing/otlp-receiver.ts";
import { randomLog } from "../testing/random-log.ts";
import { recordedRun } from "../testing/recorded-run.ts";
import { otlpSettings } from "./otlp-settings.ts";
import { recordSpans } from "./record-spans.ts";
import { resourceOf } from "./resource-of.ts";
import { sendOtlp } from "./send-otlp.ts";
import { traceContext, traceparentOf } from "./trace-context.ts";

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };
const both = [
  { signal: "traces", protocol: "http/protobuf" },
  { signal: "metrics", protocol: "http/protobuf" },
];

test.each<[string, NodeJS.ProcessEnv, unknown[]]>([
  ["nothing is asked for without an endpoint", {}, []],
  ["nor with one that is empty", { OTEL_EXPORTER_OTLP_ENDPOINT: " " }, []],
  ["nor with exporters alone", { OTEL_TRACES_EXPORTER: "otlp" }, []],
  ["with an endpoint, both", endpoint, both],
  ["nothing where the SDK is disabled", { ...endpoint, OTEL_SDK_DISABLED: "TRUE" }, []],
  ["no spans where they go nowhere", { ...endpoint, OTEL_TRACES_EXPORTER: "none" }, [both[1]]],
  ["one signal by an endpoint of its own", { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "https://m/x" }, [both[1]]],
  [
    "the protocol of a signal goes before that of all",
    {
      ...endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "grpc",
    },
    [
      { signal: "traces", protocol: "grpc" },
      { signal: "metrics", protocol: "http/json" },
    ],
  ],
])("%s", (_, env, signals) => {
  expect(otlpSettings(env)).toEqual({ signals, refused: [], deadlineMs: 10_000 });
});

test("what is not to be had is told, without what may be secret", () => {
  const asked = {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "anna:hunter2@collector",
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "http://m",
    OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: "http/xml",
    OTEL_TRACES_EXPORTER: "otlp, console",
    OTEL_EXPORTER_OTLP_TIMEOUT: "2500",
  };
  const { signals, refused, deadlineMs } = otlpSettings(asked);
  expect({ signals, deadlineMs }).toEqual({ signals: [], deadlineMs: 2_500 });
  expect(refused).toEqual([
    "OTEL_TRACES_EXPORTER asks for console, and only otlp and none are there",
    "the endpoint of OTLP for traces is no http or https URL",
    "http/xml is no protocol of OTLP: http/protobuf, http/json, grpc are",
  ]);
});

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

test("a run belongs to the trace of its CI, where that is a valid one", () => {
  const of = (traceparent: string) => traceContext({ TRACEPARENT: traceparent }, "r1");
  expect(of(`00-${TRACE}-${PARENT}-01`)).toEqual({
    traceId: TRACE,
    parent: { spanId: PARENT, sampled: true },
  });
  expect(of(`01-${TRACE}-${PARENT}-00-more`).parent).toEqual({ spanId: PARENT, sampled: false });
  const own = traceContext({}, "r1");
  expect(own).toEqual({ traceId: expect.stringMatching(/^[\da-f]{32}$/) });
  for (const bad of [
    "",
    "nonsense",
    `ff-${TRACE}-${PARENT}-01`,
    `00-${"0".repeat(32)}-${PARENT}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${PARENT}-01`,
  ]) {
    expect(of(bad)).toEqual(own);
  }
  expect(traceContext({}, "r2")).not.toEqual(own);
});

test("Jest is told of the run's span where spans are sent, and only there", () => {
  expect(traceEnvironment({}, "r1")).toEqual({});
  expect(traceEnvironment({ ...endpoint, OTEL_TRACES_EXPORTER: "none" }, "r1")).toEqual({});
  const traceparent = traceparentOf({}, "r1", "run");
  expect(traceEnvironment(endpoint, "r1")).toEqual({
    TRACEPARENT: traceparent,
    REGATTA_TRACEPARENT: traceparent,
  });
  expect(traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
});

test("a span is recorded for each, below its parent's, whatever the log says", () => {
  const resource = resourceOf("0", {});
  fc.assert(
    fc.property(randomLog, (events) => {
      const root = spanTree(events);
      const spans = recordSpans({ root, runId: "r1", context: traceContext({}, "r1"), resource });
      expect(spans.map(({ name }) => name).sort()).toEqual(
        [...everySpan(root)].map(({ name }) => name).sort(),
      );
      const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
      expect(byId.size).toBe(spans.length);
      for (const { parentSpanContext, startTime, endTime } of spans) {
        const parent = parentSpanContext && byId.get(parentSpanContext.spanId);
        if (!parent) continue;
        expect(nanos(parent.startTime) <= nanos(startTime) && nanos(endTime) <= nanos(parent.endTime)).toBe(
          true,
        );
      }
    }),
    { numRuns: 25 },
  );
});

const nanos = ([seconds, rest]: [number, number]) => BigInt(seconds) * 1_000_000_000n + BigInt(rest);

const recorded = recordedRun();
let receiver: OtlpReceiver;
beforeAll(async () => {
  receiver = await OtlpReceiver.start();
});
beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (/^(OTEL_|TRACEPARENT)/.test(name)) delete process.env[name];
});
afterEach(() => {
  receiver.received.length = 0;
  receiver.status = 200;
});
afterAll(() => receiver.close());

/** Sends the recorded run with these variables. */
function send(env: NodeJS.ProcessEnv, clock = systemClock): Promise<string[]> {
  Object.assign(process.env, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...env });
  return sendOtlp({ events: recorded, settings: otlpSettings(process.env), env: process.env, clock });
}

function pathTo(span: ReceivedSpan, spans: ReceivedSpan[]): string {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent ? `${pathTo(parent, spans)} > ${span.name}` : span.name;
}

test.each(["http/protobuf", "http/json"])("a collector gets a recorded run by %s", async (protocol) => {
  const trouble = await send({
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=hunter2",
    OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
    OTEL_SERVICE_NAME: "shop-tests",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=ci",
    TRACEPARENT: `00-${TRACE}-${PARENT}-01`,
  });
  expect(trouble).toEqual([]);
  const { spans, metrics, received } = receiver;
  expect(received.map(({ path }) => path).sort()).toEqual(["/v1/metrics", "/v1/traces"]);
  expect(received.every(({ headers }) => headers["x-api-key"] === "hunter2")).toBe(true);
  expect(received.some(({ raw }) => raw.includes("hunter2") || raw.includes("console.log"))).toBe(false);

  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  expect(spans.filter(({ parentSpanId }) => parentSpanId === PARENT).map(({ name }) => name)).toEqual([
    "RUN regatta tests",
  ]);
  const paths = spans.map((span) => pathTo(span, spans));
  expect(paths).toContain("RUN regatta tests > account > deploy base > probe base");
  expect(paths.filter((path) => path.startsWith("RUN regatta tests > account > test "))).toHaveLength(4);
  const times = (name: string) => {
    const span = spans.find((one) => one.name === name);
    return [span?.startTimeUnixNano, span?.endTimeUnixNano];
  };
  expect(times("RUN regatta tests")).toEqual(["1795273315458000000", "1795273316286000000"]);
  expect(times("deploy base")).toEqual(["1795273315663000000", "1795273315935000000"]);

  const [traces] = received.filter(({ path }) => path.endsWith("traces"));
  const resource = traces?.body.resourceSpans?.[0]?.resource.attributes ?? [];
  expect(attributeOf(resource, "service.name")).toBe("shop-tests");
  expect(attributeOf(resource, "deployment.environment.name")).toBe("ci");
  expect(attributeOf(resource, "cicd.pipeline.run.id")).toBe("20261121T150155-tkpbf9");

  const metric = (name: string) => metrics.find((one) => one.name === name);
  const [whole] = metric("regatta.run.duration")?.histogram?.dataPoints ?? [];
  expect([Number(whole?.count), whole?.sum]).toEqual([1, 0.828]);
  const deploys = metric("regatta.deploys")?.sum?.dataPoints ?? [];
  expect(
    deploys.map(({ attributes, asDouble, asInt }) => [
      attributeOf(attributes, "regatta.service"),
      attributeOf(attributes, "regatta.deploy.outcome"),
      asDouble ?? Number(asInt),
    ]),
  ).toEqual([
    ["base", "skipped", 2],
    ["base", "deployed", 1],
    ["orders", "deployed", 3],
  ]);
  expect(metric("regatta.utilisation")?.gauge?.dataPoints[0]?.asDouble).toBeCloseTo(504 / 1_365, 10);
});

test("and by gRPC", async () => {
  const grpc = await GrpcReceiver.start();
  try {
    const asked = { OTEL_EXPORTER_OTLP_ENDPOINT: grpc.url, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" };
    expect(await send(asked)).toEqual([]);
    const { received } = grpc;
    expect(received).toHaveLength(2);
    const [spans] = received.flatMap(({ resourceSpans = [] }) => resourceSpans[0]?.scopeSpans ?? []);
    expect(spans?.spans).toHaveLength(23);
  } finally {
    grpc.close();
  }
});

test("a CI that records nothing has no spans, and a sampler is asked", async () => {
  const quiet = { OTEL_METRICS_EXPORTER: "none" };
  expect(await send({ ...quiet, TRACEPARENT: `00-${TRACE}-${PARENT}-00` })).toEqual([]);
  expect(await send({ ...quiet, TRACEPARENT: "", OTEL_TRACES_SAMPLER: "always_off" })).toEqual([]);
  expect(receiver.received).toEqual([]);
});

test("a collector that refuses, that is not there, or never answers costs a sentence and no more than the deadline", async () => {
  receiver.status = 400;
  const refused = await send({});
  expect(refused).toEqual([expect.stringMatching(/^traces: ./), expect.stringMatching(/^metrics: ./)]);

  receiver.status = undefined;
  const clock = new ManualClock();
  const waiting = send({ OTEL_METRICS_EXPORTER: "none", OTEL_EXPORTER_OTLP_TIMEOUT: "200" }, clock);
  await clock.advance(200);
  expect(await waiting).toEqual(["traces: no answer within 0.2 s"]);
});
