// What a run sends over OTLP, in each protocol, received by a real OpenTelemetry Collector: built by OpenTelemetry's builder
// from the Go module proxy. The Collector passes on what it took to a server of the test's, which compares it with the events
// of the run.
import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { builtByGo } from "./installed.mjs";
import { freePort, startServer } from "./local-server.mjs";

const MANIFEST = join(root, "scripts/compat/collector.yaml");
const BUILDER = "go.opentelemetry.io/collector/cmd/builder@v0.160.0";

export async function sendToCollector() {
  const folder = builtByGo("collector", BUILDER, MANIFEST, "about 700 MB of modules, two minutes");
  const { OtlpReceiver } = await import(join(root, "packages/telemetry/dist/testing/otlp-receiver.js"));
  const receiver = await OtlpReceiver.start();
  const collector = await startCollector(join(folder, "otelcol"), receiver.url);
  try {
    for (const protocol of ["http/protobuf", "http/json", "grpc"]) {
      receiver.received.length = 0;
      const events = await runThat(protocol, collector);
      const trace = checkedTrace(receiver.spans, events);
      const metrics = checkedMetrics(receiver.metrics, events);
      console.log(`  ${protocol}: ${trace}; ${metrics}`);
      assert.equal(collector.complaints(), "");
    }
    return 0;
  } finally {
    await collector.close();
    await receiver.close();
  }
}

/** Two services, and files that pass, fail, crash, and pass on their second attempt. */
async function startWorld() {
  const testing = join(root, "packages/cli/dist/whole-runs/testing");
  const [{ World }, { sampleServices }, { passingFiles, testFile }] = await Promise.all(
    ["world.js", "templates.js", "sample-project.js"].map((file) => import(join(testing, file))),
  );
  const { files, services } = sampleServices({ base: {}, api: { dependsOn: ["base"] } });
  const once =
    'require("fs").writeFileSync(__filename + ".ran", "", { flag: "wx" }); throw new Error("once");';
  return World.start({
    accounts: 2,
    files: {
      ...files,
      ...passingFiles(2),
      "tests/fails.test.js": testFile("expect(1).toBe(2);"),
      "tests/crashes.test.js": testFile("process.exit(0);"),
      "tests/flaky.test.js": testFile(`if (!require("fs").existsSync(__filename + ".ran")) { ${once} }`),
    },
    config: { services },
  });
}

/** @returns the events of a run that told the Collector of itself, and had no trouble with that. */
async function runThat(protocol, { http, grpc }) {
  const world = await startWorld();
  const run = world.regattaIn(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${protocol === "grpc" ? grpc : http}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    },
    "run",
    "--retries",
    "1",
  );
  try {
    const { code, output } = await run.ended;
    assert.equal(code, 1, output);
    assert.ok(!output.includes("TELEMETRY_NOT_SENT"), output);
    return run.events();
  } finally {
    await world.close();
  }
}

async function startCollector(command, passOnTo) {
  const folder = mkdtempSync(join(tmpdir(), "regatta-compat-"));
  const [http, grpc] = [await freePort(), await freePort()];
  const pipeline = { receivers: ["otlp"], exporters: ["otlp_http"] };
  const config = {
    receivers: {
      otlp: {
        protocols: { http: { endpoint: `127.0.0.1:${http}` }, grpc: { endpoint: `127.0.0.1:${grpc}` } },
      },
    },
    // Without a queue the run is answered when it was passed on.
    exporters: {
      otlp_http: {
        endpoint: passOnTo,
        encoding: "json",
        compression: "none",
        sending_queue: { enabled: false },
      },
    },
    service: {
      telemetry: { metrics: { level: "none" }, logs: { level: "warn" } },
      pipelines: { traces: pipeline, metrics: pipeline },
    },
  };
  const file = join(folder, "config.yaml");
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config));
  const server = await startServer("The collector", http, command, ["--config", `file:${file}`], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaints = "";
  server.stderr.on("data", (text) => {
    complaints += text;
  });
  const close = async () => {
    const ended = new Promise((resolve) => server.once("close", resolve));
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { http, grpc, close, complaints: () => complaints };
}

/** @returns what was found in it. @throws where it is not what the events say. */
function checkedTrace(spans, events) {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const parentOf = ({ parentSpanId }) => byId.get(parentSpanId);
  const roots = spans.filter((span) => !span.parentSpanId);
  assert.deepEqual(
    roots.map(({ name }) => name),
    ["RUN regatta tests"],
  );
  assert.equal(new Set(spans.map(({ traceId }) => traceId)).size, 1);
  for (const span of spans) {
    if (span === roots[0]) continue;
    const parent = parentOf(span);
    assert.ok(parent, `the parent of ${span.name} is not there`);
    assert.ok(
      BigInt(span.startTimeUnixNano) >= BigInt(parent.startTimeUnixNano),
      `${span.name} begins early`,
    );
    assert.ok(BigInt(span.endTimeUnixNano) <= BigInt(parent.endTimeUnixNano), `${span.name} ends late`);
  }
  const counted = (kind, namesOf) => {
    const wanted = events.filter((event) => event.kind === kind).map(namesOf);
    const prefix = wanted[0]?.split(" ")[0];
    const found = spans.filter(({ name }) => name.split(" ")[0] === prefix);
    assert.deepEqual(found.map(({ name }) => name).sort(), wanted.sort());
    return found;
  };
  const accounts = counted("lease-acquired", () => "account");
  for (const account of accounts) assert.equal(parentOf(account), roots[0]);
  const deploys = counted("deploy-finished", ({ service }) => `deploy ${service}`);
  const attempts = counted("file-finished", ({ file }) => `test ${file}`);
  for (const span of [...deploys, ...attempts]) assert.ok(accounts.includes(parentOf(span)), span.name);
  const depth = `run → ${accounts.length} accounts → ${deploys.length} deploys and ${attempts.length} attempts`;
  return `${spans.length} spans of one trace, ${depth}`;
}

function checkedMetrics(metrics, events) {
  const sum = (name) => {
    const points = metrics.filter((one) => one.name === name).flatMap((one) => one.sum?.dataPoints ?? []);
    return points.reduce((total, { asInt, asDouble = 0 }) => total + Number(asInt ?? asDouble), 0);
  };
  const files = new Set(events.flatMap((event) => (event.kind === "file-finished" ? [event.file] : [])));
  assert.equal(sum("regatta.files"), files.size);
  const leases = events.filter(({ kind }) => kind === "lease-acquired");
  assert.equal(sum("regatta.accounts"), leases.length);
  return `${new Set(metrics.map(({ name }) => name)).size} metrics`;
}
