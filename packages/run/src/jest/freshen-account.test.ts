import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { AccountRecord } from "../fleet/account-record.ts";
import { freshenAccount } from "./freshen-account.ts";

const config = { cleaning: { dataCommand: "npm run reset" }, directory: "/shop" };

async function freshen(work: () => Promise<void>) {
  const said: unknown[] = [];
  const record = new AccountRecord();
  const hooks: unknown[] = [];
  await freshenAccount(
    {
      config: config as Parameters<typeof freshenAccount>[0]["config"],
      env: {},
      fleet: {
        freshen: (_account, hook) => {
          hooks.push(hook);
          return work();
        },
        record: () => record,
      },
      log: { append: (event) => said.push(event) },
      clock: new ManualClock(),
      send: (message) => said.push(message),
    },
    { kind: "account-freshen", account: "1/x", file: "a.test.ts", request: 3 },
  );
  return { said, hooks, verdict: record.verdict() };
}

test("an account whose data was made fresh by the team's command may take its file", async () => {
  const { said, hooks, verdict } = await freshen(async () => undefined);
  expect(hooks).toEqual([{ command: "npm run reset", directory: "/shop", env: {} }]);
  expect(said).toEqual([
    { kind: "account-freshened", account: "1/x", file: "a.test.ts", durationMs: 0 },
    { kind: "freshened", account: "1/x", request: 3 },
  ]);
  expect(verdict).toEqual({ kind: "available" });
});

test("where the command fails the account is dirty, with what the command said last", async () => {
  const output = `npm run reset ended with exit code 4.\n${"noise ".repeat(200)}\nno such table: orders`;
  const { said, verdict } = await freshen(() => Promise.reject(new Error(output)));
  expect(said).toEqual([
    { kind: "account-freshened", account: "1/x", file: "a.test.ts", durationMs: 0, problem: output },
    { kind: "freshened", account: "1/x", request: 3, problem: "npm run reset ended with exit code 4." },
  ]);
  expect(verdict).toMatchObject({
    kind: "dirty",
    reason: expect.stringMatching(
      /^making its data fresh for a\.test\.ts failed: npm run reset ended with exit code 4\. … .* no such table: orders$/,
    ),
  });
});
