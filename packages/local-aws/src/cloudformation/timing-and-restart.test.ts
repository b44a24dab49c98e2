import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { MemoryStateStore } from "../state/memory-state-store.ts";
import {
  type OpenCloudFormation,
  type OpenOptions,
  openCloudFormation,
} from "./testing/open-cloudformation.ts";
import { RecordingHost } from "./testing/recording-host.ts";
import {
  create,
  describe as describeStack,
  eventLines,
  failing,
  settled,
  template,
  thing,
} from "./testing/stacks.ts";

const opened: OpenCloudFormation[] = [];
afterEach(async () => {
  for (const aws of opened.splice(0)) await aws.close();
});

async function open(options: OpenOptions): Promise<OpenCloudFormation> {
  const aws = await openCloudFormation(options);
  opened.push(aws);
  return aws;
}

const two = template({ First: thing({ Name: "1" }), Second: thing({ Name: "2" }, { DependsOn: "First" }) });

test("every resource takes its time, by the injected clock", async () => {
  const clock = new ManualClock(Date.UTC(2026, 10, 1));
  const aws = await open({ clock, timings: { resourceMs: 1_000 } });
  await aws.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: two }));
  const began = await describeStack(aws.client, "app");
  expect(began).toMatchObject({
    StackStatus: "CREATE_IN_PROGRESS",
    CreationTime: new Date(Date.UTC(2026, 10, 1)),
  });
  await clock.advance(999);
  expect(aws.host.calls).toEqual([]);
  await clock.advance(1);
  expect(aws.host.calls).toEqual(["create 1"]);
  expect((await describeStack(aws.client, "app")).StackStatus).toBe("CREATE_IN_PROGRESS");
  await clock.advance(1_000);
  expect((await settled(aws.client, "app")).StackStatus).toBe("CREATE_COMPLETE");
});

test("a stack nobody looks at begins by itself after the grace period", async () => {
  const clock = new ManualClock();
  const aws = await open({ clock, timings: { observeMs: 250 } });
  await aws.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: two }));
  await clock.advance(249);
  expect(aws.host.calls).toEqual([]);
  await clock.advance(1);
  expect(aws.host.calls[0]).toBe("create 1");
});

test("closing in the middle of a creation leaves no timer, and the next process goes on with it", async () => {
  const clock = new ManualClock();
  const state = new MemoryStateStore();
  const host = new RecordingHost();
  const before = await open({ clock, state, host, timings: { resourceMs: 1_000 } });
  await before.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: two }));
  await describeStack(before.client, "app");
  await clock.advance(1_500);
  expect(host.calls).toEqual(["create 1"]);
  await before.close();
  expect(clock.sleeping).toBe(0);

  const after = await open({ clock: new ManualClock(), state, host, timings: { resourceMs: 0 } });
  expect((await describeStack(after.client, "app")).StackStatus).toBe("CREATE_IN_PROGRESS");
  expect((await settled(after.client, "app")).StackStatus).toBe("CREATE_COMPLETE");
  expect(host.calls).toEqual(["create 1", "create 2"]);
});

/** Loses what is saved from a moment on, as a process killed at that moment does. */
class MortalStore extends MemoryStateStore {
  isDead = false;

  override async save(name: string, value: unknown): Promise<void> {
    if (!this.isDead) await super.save(name, value);
  }
}

test("a resource that was made, but whose making was never noted, is taken over", async () => {
  const clock = new ManualClock();
  const state = new MortalStore();
  const host = new RecordingHost();
  const before = await open({ clock, state, host, timings: { resourceMs: 1_000 } });
  await before.client.send(new CreateStackCommand({ StackName: "app", TemplateBody: two }));
  await describeStack(before.client, "app");
  await clock.advance(500);
  state.isDead = true;
  await clock.advance(600);
  expect(host.calls).toEqual(["create 1"]);
  await before.close();

  state.isDead = false;
  const after = await open({ state, host });
  expect((await settled(after.client, "app")).StackStatus).toBe("CREATE_COMPLETE");
  expect(host.calls).toEqual(["create 1", "create 1", "update 1", "create 2"]);
});

test("a rollback that was cut off is finished by the next process", async () => {
  const state = new MemoryStateStore();
  const host = new RecordingHost();
  const clock = new ManualClock();
  const before = await open({ state, host, clock });
  await create(before.client, {
    StackName: "app",
    TemplateBody: template({ A: thing({ Name: "a", Size: 1 }) }),
  });
  const TemplateBody = template({
    A: thing({ Name: "a", Size: 2 }, failing([], { DurationMs: 1_000 })),
    Bad: thing({}, { DependsOn: "A", ...failing("create") }),
  });
  await before.client.send(new UpdateStackCommand({ StackName: "app", TemplateBody }));
  await describeStack(before.client, "app");
  await clock.advance(1_000);
  expect(await eventLines(before.client, "app")).toContain("A UPDATE_COMPLETE");
  expect((await describeStack(before.client, "app")).StackStatus).toBe("UPDATE_ROLLBACK_IN_PROGRESS");
  await before.close();

  const next = new ManualClock();
  const after = await open({ state, host, clock: next });
  await describeStack(after.client, "app");
  await next.advance(1_000);
  expect((await settled(after.client, "app")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(host.things).toEqual(new Map([["a", { Name: "a", Size: 1 }]]));
});

test("a change set that was cut off is finished by the next process", async () => {
  const state = new MemoryStateStore();
  const before = await open({ state, clock: new ManualClock() });
  const { Id: ChangeSetName } = await before.client.send(
    new CreateChangeSetCommand({
      StackName: "app",
      ChangeSetName: "cs",
      ChangeSetType: "CREATE",
      TemplateBody: two,
    }),
  );
  await before.close();
  const after = await open({ state, clock: new ManualClock() });
  const describeIt = () => after.client.send(new DescribeChangeSetCommand({ ChangeSetName }));
  expect((await describeIt()).Status).toBe("CREATE_IN_PROGRESS");
  expect((await describeIt()).Status).toBe("CREATE_COMPLETE");
});

test("finished stacks are there in the next process, with tags, outputs and events", async () => {
  const state = new MemoryStateStore();
  const before = await open({ state });
  const Tags = [{ Key: "k", Value: "v" }];
  const TemplateBody = template({ A: thing() }, { Outputs: { O: { Value: { Ref: "A" } } } });
  const stack = await create(before.client, { StackName: "app", TemplateBody, Tags });
  const events = await eventLines(before.client, "app");
  await before.close();
  const after = await open({ state });
  const { $metadata: _, ...kept } = { $metadata: {}, ...(await describeStack(after.client, "app")) };
  expect(kept).toEqual(stack);
  expect(await eventLines(after.client, "app")).toEqual(events);
});

test("stacks kept by an older embedded AWS, all in one value, are still there", async () => {
  const state = new MemoryStateStore();
  const before = await open({ state });
  const stack = await create(before.client, { StackName: "app", TemplateBody: two });
  await before.close();
  const name = "100000000000/eu-west-1/cloudformation";
  const kept = await state.load(`${name}/${stack.StackId?.split("/").at(-1)}`);
  const old = new MemoryStateStore();
  await old.save(name, { format: 1, stacks: [kept] });
  const after = await open({ state: old });
  expect(await describeStack(after.client, "app")).toEqual(stack);
});
