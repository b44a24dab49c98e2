import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "@jest/globals";
import { RunState } from "@regatta/run-log";
import { accountFaults, type Cell, type FileKind } from "./testing/account-faults.ts";
import { type FaultName, FILE_LIMIT, fileFaults, fileOf } from "./testing/file-faults.ts";
import { losesLeases } from "./testing/loses-leases.ts";
import { testFile } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { withVerdictTables } from "./testing/verdict-tables.ts";
import { type CalledInWorld, World } from "./testing/world.ts";

// Runs of the real program, as few as can be: each checks every file in it, and every account.

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

test("the tables of docs/verdicts.md are those that the runs below are checked against", () => {
  const page = readFileSync(new URL("../../../../docs/verdicts.md", import.meta.url), "utf8");
  expect(page).toBe(withVerdictTables(page));
});

const limits = { tests: { fileTimeoutSeconds: FILE_LIMIT } };
/** Little memory, so that a file that wants it all has it soon. */
const env = { NODE_OPTIONS: "--max-old-space-size=100" };
const passing = testFile("");

/** Every file's verdict and the classes of its attempts. */
function outcome({ events }: CalledInWorld): { state: RunState; files: Record<string, Cell> } {
  const state = RunState.of(events());
  const cells = [...state.files.values()].map((file): [string, Cell] => {
    const attempts = file.attempts.map((attempt) => state.classOf(attempt, file));
    return [file.file.replace(/^tests\/|\.test\.js$/g, ""), { verdict: state.verdictOf(file), attempts }];
  });
  return { state, files: Object.fromEntries(cells) };
}

/** An account goes back dirty exactly when an attempt there crashed, timed out or was cut off, and says so of that file. */
async function expectSoundHandBacks(state: RunState): Promise<void> {
  const attempts = [...state.files.values()].flatMap(({ file, attempts: all }) =>
    all.map(({ account, end }) => ({ file, account, end })),
  );
  for (const { account, phase } of state.accounts.values()) {
    const harmed = attempts.filter(
      ({ account: where, end }) =>
        where === account &&
        (end?.kind !== "finished" || end.outcome === "crashed" || end.outcome === "timed-out"),
    );
    if (phase.kind === "lost" || state.suspects.has(account) || !state.ready.has(account)) continue;
    expect([account, phase.kind]).toEqual([account, harmed.length > 0 ? "dirty" : "released"]);
    if (phase.kind === "dirty") expect(harmed.map(({ file }) => file)).toContain(phase.reason.split(" ")[0]);
  }
}

const kindOf = (name: FaultName): FileKind => {
  const { outcome: how } = fileFaults[name];
  return ({ passed: "passes", failed: "fails", crashed: "crashes", "timed-out": "times out" } as const)[how];
};

/** Fails the first time it is run, and never again. */
const failsOnce = `
  let first = true;
  try { require("fs").writeFileSync(__filename + ".first", "", { flag: "wx" }); } catch { first = false; }
  test("works", () => expect(first).toBe(false));
`;

/** Two accounts that no file can run in: one cannot be deployed, the other does not let the run in. */
function withBadAccounts() {
  const { files, services } = sampleServices({
    base: { behaviour: { Fail: "create", Message: "The quota of things is used up", In: ["210000000001"] } },
  });
  const refused = {
    id: "219999999999",
    region: "eu-west-1",
    roleArn: "arn:aws:iam::219999999999:role/Nobody",
  };
  return { files, services, refused };
}

test.each(["off", "on"] as const)(
  "retries %s: files that go wrong, with accounts that take none",
  async (retries) => {
    const names = Object.keys(fileFaults) as FaultName[];
    // Each kind once more with retries; how they go wrong is seen without.
    const chosen = retries === "off" ? names : (["fails", "exits", "slow", "parent"] as const);
    const { files, services, refused } = withBadAccounts();
    for (const name of chosen) files[fileOf(name)] = fileFaults[name].code;
    files[fileOf("once")] = failsOnce;
    world = await World.start({ accounts: 3, files, config: { ...limits, services } });
    await world.pool.add(refused);
    const run = await world.callIn(env, "run", ...(retries === "on" ? ["--retries", "1"] : []));
    const { state, files: cells } = outcome(run);
    const { none } = accountFaults;
    for (const name of chosen) {
      expect([name, cells[name]]).toEqual([name, none[retries][kindOf(name)]]);
      const file = state.files.get(fileOf(name));
      const said = JSON.stringify(file && state.finalAttempt(file)?.end.result);
      expect(said).toContain(fileFaults[name].says);
    }
    expect(cells.once).toEqual(none[retries]["fails once"]);
    expect(run.code).toBe(1);
    await expectSoundHandBacks(state);
    const dirty = Object.fromEntries((await world.dirty()).map(({ id, reason }) => [id, reason]));
    expect(dirty["210000000001"]).toContain("The quota of things is used up");
    expect(dirty[refused.id]).toBeDefined();
  },
);

test.each(["off", "on"] as const)("retries %s: a lease that is lost while a file runs", async (retries) => {
  const files = { passes: passing, fails: fileFaults.fails.code, crashes: fileFaults.exits.code };
  const { wrapped, steal } = losesLeases(files);
  world = await World.start({ accounts: 6, files: wrapped, config: { accounts: { leaseSeconds: 3 } } });
  const thief = steal(world);
  const run = await world.callIn(env, "run", ...(retries === "on" ? ["--retries", "1"] : []));
  await thief.stop();
  const { state, files: cells } = outcome(run);
  expect(cells).toEqual(accountFaults.lost[retries]);
  expect(run.code).toBe(1);
  await expectSoundHandBacks(state);
  expect([...state.accounts.values()].filter(({ phase }) => phase.kind === "lost")).toHaveLength(3);
});

/** Fails in the first account of the embedded AWS; anywhere else it waits until so many have done so. */
const failsInBroken = (code: string, others = 0) => `
  const { readdirSync, writeFileSync } = require("fs");
  const failed = () => readdirSync(__dirname).filter((name) => name.endsWith(".failed")).length;
  if (process.env.REGATTA_ACCOUNT_ID === "210000000001") {
    writeFileSync(__filename + ".failed", "");
    test("works", () => { throw new Error("broken"); });
  } else {
    beforeAll(async () => { while (failed() < ${others}) await new Promise((r) => setTimeout(r, 20)); }, 60_000);
    ${code}
  }`;

test("retries off: an account in which everything fails is not known to be broken", async () => {
  const kinds = { passes: passing, fails: fileFaults.fails.code };
  const files = Object.fromEntries(
    Object.entries(kinds).map(([name, code]) => [fileOf(name), failsInBroken(code)]),
  );
  world = await World.start({ accounts: 1, files });
  const run = await world.call("run");
  const { state, files: cells } = outcome(run);
  expect(cells).toEqual(accountFaults.broken.off);
  expect(run.code).toBe(1);
  await expectSoundHandBacks(state);
});

test("retries on: such an account is found out by files that pass elsewhere, and leaves the run", async () => {
  const passes = ["a", "b", "c", "d"];
  const files = Object.fromEntries(passes.map((name) => [fileOf(name), failsInBroken(passing, 2)]));
  files[fileOf("fails")] = failsInBroken(fileFaults.fails.code, 2);
  world = await World.start({ accounts: 2, files, config: { accounts: { min: 2, max: 2 } } });
  const run = await world.call("run", "--retries", "1");
  const { state, files: cells } = outcome(run);
  const { on } = accountFaults.broken;
  // Some never saw that account: to which a file is given first depends on who is quicker.
  const unhurt = accountFaults.none.on.passes;
  for (const name of passes) expect([on.passes, unhurt]).toContainEqual(cells[name]);
  expect(passes.filter((name) => cells[name]?.attempts.length === 2).length).toBeGreaterThanOrEqual(2);
  // Once more where the account was found out before the second failure: the first then costs no retry.
  expect(cells.fails).toMatchObject({ verdict: on.fails.verdict });
  // Not always the last: the retry may have run in that account before it was found out.
  expect(cells.fails?.attempts).toContain(on.fails.attempts.at(-1));
  expect(run.code).toBe(1);
  expect([...state.suspects.keys()]).toEqual(["210000000001/eu-west-1"]);
  await expectSoundHandBacks(state);
  const [dirty] = await world.dirty();
  expect(dirty).toMatchObject({ id: "210000000001", reason: expect.stringContaining("suspect") });
});

test("no account at all: nothing ran, and the run says so", async () => {
  const { files, services } = sampleServices({ base: { behaviour: { Fail: "create", Message: "no" } } });
  for (const name of ["passes", "fails"]) files[fileOf(name)] = passing;
  world = await World.start({ accounts: 1, files, config: { services } });
  const run = await world.call("run", "--retries", "1");
  expect(outcome(run).files).toEqual(accountFaults.nowhere.on);
  expect(run.code).toBe(3);
  expect(await world.states()).toEqual({ dirty: 1 });
});
