import { afterEach, expect, test } from "@jest/globals";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices, template } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const { files: serviceFiles, services } = sampleServices({ base: {}, api: {}, web: {} });
const lines = (output: string) => output.split("\n").map((line) => line.trim().replace(/ {2,}/g, " | "));

test("a plan says what changed since each service was deployed, from what the run kept", async () => {
  world = await World.start({
    accounts: 2,
    files: { ...serviceFiles, "services/api/old.ts": "1", ...passingFiles(4) },
    config: { services },
  });
  const plan = async (...args: string[]) => (await world.call("plan", ...args)).output;
  expect(lines(await plan())).toContain(
    "2 accounts | deploy all 3 services: base, api, web (never deployed)",
  );
  expect(await world.call("run")).toMatchObject({ code: 0 });
  const untouched = await plan("--explain");
  expect(lines(untouched)).toContain("2 accounts | skip all 3");
  expect(untouched).not.toContain("WHY");

  world.project.write("services/api/template.json", template("api", undefined, "2"));
  world.project.write("services/api/new.ts", "2");
  const explained = lines(await plan("--explain"));
  expect(explained).toContainEqual(
    expect.stringMatching(/^2 accounts \| deploy api \(changed\); skip 2; about .* of deploying$/),
  );
  expect(explained).toEqual(
    expect.arrayContaining(["api | 2 accounts | template `template.json` changed", "`new.ts` added"]),
  );
  const { explanations } = JSON.parse(await plan("--explain", "--json"));
  expect(explanations).toEqual([
    {
      service: "api",
      before: expect.stringMatching(/^[0-9a-f]{64}$/),
      changes: [
        { kind: "template", name: "template.json", what: "changed" },
        { kind: "file", name: "new.ts", what: "added" },
      ],
    },
  ]);
}, 60_000);

test("a table that keeps nothing is a problem told, and breaks neither the run nor the plan", async () => {
  world = await World.start({
    accounts: 1,
    files: { ...serviceFiles, ...passingFiles(2) },
    config: { services },
  });
  const run = world.regatta("run");
  // Once it has its account, a healthy run asks for single items of the pool's table only here.
  await run.waitFor("lease-acquired");
  world.aws.faults.add({ service: "dynamodb", operation: "GetItem", kind: { kind: "access-denied" } });
  const { code, output } = await run.ended;
  expect(code).toBe(0);
  expect(output).toContain("FINGERPRINTS_NOT_RECORDED");
  expect(await world.states()).toEqual({ available: 1 });
  world.project.write("services/api/new.ts", "2");
  expect((await world.call("plan", "--explain")).output).toMatch(
    /api +1 account +changed; fingerprint [0-9a-f]{8}… is not on record/,
  );
}, 60_000);
