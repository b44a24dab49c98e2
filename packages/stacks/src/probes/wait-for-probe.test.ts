import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { afterAll, afterEach, expect, test } from "@jest/globals";
import { ManualClock, systemClock } from "@regatta/foundation";
import { aService } from "../testing/a-service.ts";
import { TempFolders } from "../testing/temp-folders.ts";
import type { ProbedService } from "./look.ts";
import { waitForProbe } from "./wait-for-probe.ts";

const folders = new TempFolders();
const client = new CloudFormationClient({ region: "eu-west-1" });
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});
afterAll(() => folders.removeAll());

/** `${name}`, as probes say it. */
const output = (name: string) => `\${${name}}`;

/** A server that answers with these statuses in turn, the last one for ever; its URL. */
async function serve(statuses: number[], asked: string[] = []): Promise<string> {
  server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
    outgoing.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end("body");
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function probed(special: Partial<ProbedService> & { signal?: AbortSignal; clock?: ManualClock } = {}) {
  const { signal = new AbortController().signal, clock = systemClock, ...rest } = special;
  const service = aService("orders", { directory: await folders.plain({}) });
  const calls = { client, clock, account: "210000000001/eu-west-1", signal };
  return { service, outputs: {}, environment: { PATH: process.env.PATH ?? "" }, calls, ...rest };
}

test("a URL is asked until it answers well, with the outputs put in", async () => {
  const asked: string[] = [];
  const Url = await serve([503, 404, 200], asked);
  const probe = { kind: "http", url: `${output("Url")}/health`, everyMs: 1 } as const;
  await waitForProbe(probe, await probed({ outputs: { Url } }));
  expect(asked).toEqual(["GET /health", "GET /health", "GET /health"]);
});

test("a method and a status may be named, a redirect too, which is then not followed", async () => {
  const asked: string[] = [];
  const url = await serve([200, 302], asked);
  await waitForProbe({ kind: "http", url, method: "HEAD", status: 302, everyMs: 1 }, await probed());
  expect(asked).toEqual(["HEAD /", "HEAD /"]);
});

test("when time is up it says what was asked, without the outputs' values, and what was seen last", async () => {
  const Url = await serve([503]);
  const clock = new ManualClock();
  const probe = { kind: "http", url: `${output("Url")}/health`, timeoutMs: 2_500 } as const;
  const outcome = expect(
    waitForProbe(probe, await probed({ outputs: { Url }, clock })),
  ).rejects.toMatchObject({
    code: "PROBE_FAILED",
    message: `It was deployed, but was not ready 2.5 s later: GET ${output("Url")}/health: last seen: 503 Service Unavailable`,
    stackName: "orders",
  });
  for (let looks = 0; looks < 3; looks++) {
    // One sleeps until time is up, the other until the next look.
    while (clock.sleeping < 2) await nextTurn();
    await clock.advance(1_000);
  }
  await outcome;
});

test("a server that is not there yet is waited for; what is wrong is said by its code", async () => {
  const url = await serve([200]);
  server?.close();
  const probe = { kind: "http", url, everyMs: 1, timeoutMs: 100 } as const;
  await expect(waitForProbe(probe, await probed())).rejects.toThrow(/last seen: ECONNREFUSED/);
});

test("an output that is not there is an error at once, with those that are", async () => {
  const probe = { kind: "http", url: `${output("Uri")}/health` } as const;
  await expect(waitForProbe(probe, await probed({ outputs: { Url: "x", Name: "y" } }))).rejects.toMatchObject(
    {
      code: "PROBE_FAILED",
      source: "user",
      nextStep: expect.stringContaining("Name, Url"),
    },
  );
});

test("a command runs in the service's folder until it ends with 0, with outputs in its environment alone", async () => {
  const command = 'test "$Name" = "a; exit 1" && test -f ready || { touch ready; echo not yet; exit 3; }';
  const here = await probed({ outputs: { Name: "a; exit 1", PATH: "/nowhere" } });
  await waitForProbe({ kind: "command", command, everyMs: 1 }, here);
});

test("what a command said last, and its exit code, are told when time is up", async () => {
  const clock = new ManualClock();
  const probe = { kind: "command", command: "echo the queue is empty; exit 3", timeoutMs: 500 } as const;
  const outcome = expect(waitForProbe(probe, await probed({ clock }))).rejects.toMatchObject({
    code: "PROBE_FAILED",
    message: expect.stringMatching(/exit code 3\.\nthe queue is empty/),
  });
  while (clock.sleeping < 2) await nextTurn();
  await clock.advance(500);
  await outcome;
});

test("cut off, a command under way is ended", async () => {
  const stop = new AbortController();
  const here = await probed({ signal: stop.signal });
  const command = "echo $$ > child.new; mv child.new child; exec sleep 1000";
  const waiting = expect(waitForProbe({ kind: "command", command }, here)).rejects.toThrow("lease lost");
  const child = await written(join(here.service.directory, "child"));
  stop.abort(new Error("lease lost"));
  await waiting;
  expect(() => process.kill(Number(child), 0)).toThrow("ESRCH");
});

async function written(path: string): Promise<string> {
  for (;;) {
    try {
      return await readFile(path, "utf8");
    } catch {
      await nextTurn();
    }
  }
}
