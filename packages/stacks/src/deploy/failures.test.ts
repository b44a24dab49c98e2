import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RegattaError } from "@regatta/foundation";
import { StackWorld } from "../testing/stack-world.ts";
import { parameters, thing } from "../testing/templates.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

const good = (name: string, dependsOn: string[] = []) =>
  world.service(name, parameters({ V: name }), { dependsOn });

test("a failure stops only what depends on it; the rest goes on to its end", async () => {
  const account = await world.account();
  const services = [
    await world.service("broken", thing({ Fail: "create", Message: "no" })),
    await world.service("slow", thing({ DurationMs: 100 })),
    await good("child", ["broken"]),
    await good("grandchild", ["slow", "child"]),
    await good("later", ["slow"]),
  ];
  const { result, events } = await account.prepare(services);
  expect(result).toMatchObject({
    kind: "failed",
    failures: [{ service: "broken", reason: expect.stringContaining("Thing: no"), begun: true }],
    blocked: [
      { service: "child", by: "broken" },
      { service: "grandchild", by: "broken" },
    ],
    deployed: ["slow", "later"],
    skipped: [],
    outputs: { later: { V: "later" } },
  });
  expect(events.filter(({ kind }) => kind === "service-blocked")).toEqual([
    { kind: "service-blocked", service: "child", by: "broken" },
    { kind: "service-blocked", service: "grandchild", by: "broken" },
  ]);
  expect((await account.stack("later")).status).toBe("CREATE_COMPLETE");
  expect(await account.reader.readOne("child")).toBeUndefined();
});

test("every failure is told, and what is skipped stays skipped", async () => {
  const account = await world.account();
  const there = await good("there");
  await account.prepare([there]);
  const broken = await Promise.all(
    ["a", "b"].map((name) => world.service(name, thing({ Fail: "create", Message: `${name} is broken` }))),
  );
  const { result } = await account.prepare([...broken, there]);
  expect(result).toMatchObject({
    kind: "failed",
    failures: [
      { service: "a", reason: expect.stringContaining("a is broken") },
      { service: "b", reason: expect.stringContaining("b is broken") },
    ],
    skipped: ["there"],
    outputs: { there: { V: "there" } },
  });
});

test("what is built is built before anything is touched, and only for what is deployed", async () => {
  const account = await world.account();
  const skipped = await good("skipped");
  await account.prepare([skipped]);
  const first = await good("first");
  const second = await good("second", ["first"]);
  const built: string[] = [];
  const told: string[] = [];
  const { result } = await account.prepare([skipped, first, second], {
    build: async ({ name }) => {
      built.push(name);
    },
    onEvent: (event) => {
      if (event.kind === "deploy-started") told.push(`${event.service} after ${built.join()}`);
    },
  });
  expect(result).toMatchObject({ kind: "ready", deployed: ["first", "second"] });
  // Building waits for no dependency.
  expect(told).toEqual(["first after first,second", "second after first,second"]);
});

test("a build that fails is the failure of its service alone, and nothing is touched", async () => {
  const account = await world.account();
  const build = async ({ name }: { name: string }) => {
    if (name === "unbuilt") throw new RegattaError("npm ci failed", { code: "BUILD_FAILED", source: "user" });
  };
  const services = [await good("unbuilt"), await good("child", ["unbuilt"]), await good("other")];
  const { result, events } = await account.prepare(services, { build });
  expect(result).toMatchObject({
    failures: [{ service: "unbuilt", error: { code: "BUILD_FAILED" }, begun: false }],
    blocked: [{ service: "child", by: "unbuilt" }],
    deployed: ["other"],
  });
  expect(events).not.toContainEqual(expect.objectContaining({ kind: "deploy-started", service: "unbuilt" }));
  expect(account.calls("CreateChangeSet")).toHaveLength(1);
});
