import { strict as assert } from "node:assert";
import { quarantine } from "../../quarantine.ts";
import type { CommandCase } from "../command-case.ts";
import { accountIds, has, valueAfter } from "../words.ts";
import { assertStates, fillPool, idsIn, makeDirty, named } from "./pool-accounts.ts";

const first = "210000000001";

/** The keeper's commands, on a pool of four accounts. */
export const poolCases: Record<string, CommandCase> = {
  "pool init": {
    isQuick: true,
    async check({ docs, args, stdout }) {
      if (has(args, "--template")) return assert.match(stdout, /^Resources:[\s\S]*AWS::DynamoDB::Table/m);
      assert.deepEqual(await docs.world.pool.list(), []);
    },
  },
  "pool add": {
    isQuick: true,
    given: (docs) => docs.makeTable(),
    async check(seen) {
      const accounts = await named(seen);
      assert.equal((await seen.docs.world.pool.list()).length, accounts.length);
      const role = valueAfter(seen.args, "--role");
      for (const { id, region, state, roleArn, externalId, name } of accounts) {
        assert.equal(state, "available");
        assert.equal(region, valueAfter(seen.args, "--region") ?? "eu-west-1");
        assert.equal(roleArn, role?.startsWith("arn:") ? role : `arn:aws:iam::${id}:role/${role}`);
        assert.equal(externalId, valueAfter(seen.args, "--external-id"));
        assert.equal(name, valueAfter(seen.args, "--name"));
      }
    },
  },
  "pool import": {
    isQuick: true,
    asks: true,
    given: (docs) => docs.makeTable(),
    async check({ docs, args, stdout }) {
      const accounts = await docs.world.pool.list();
      const regions = valueAfter(args, "--regions")?.split(",").length ?? 1;
      const wanted = docs.world.aws.accounts.length * regions;
      const isOnlyShown = has(args, "--json") && !has(args, "--yes");
      if (isOnlyShown) assert.equal(JSON.parse(stdout).add.length, wanted);
      assert.equal(accounts.length, isOnlyShown ? 0 : wanted);
      for (const { id, roleArn } of accounts)
        assert.equal(roleArn, `arn:aws:iam::${id}:role/${valueAfter(args, "--role")}`);
    },
  },
  "pool remove": {
    isQuick: true,
    asks: true,
    given: fillPool,
    async check({ docs, args }) {
      const left = (await docs.world.pool.list()).map(({ id }) => id);
      assert.equal(left.length, args.includes("anna") ? 3 : 4 - accountIds(args).length);
      for (const id of idsIn(args)) assert(!left.includes(id));
    },
  },
  "pool status": {
    isQuick: true,
    exitCode: (args) => (has(args, "--watch") ? 130 : 0),
    async given(docs, args) {
      await fillPool(docs, args);
      if (has(args, "--json") || has(args, "--watch")) await makeDirty(docs, [first]);
    },
    goesOn: (args) =>
      has(args, "--watch") ? { untilSaid: /210000000001.*dirty/, signal: "SIGINT" } : undefined,
    check({ stdout, args, shell }) {
      if (shell.includes("| jq")) return assert.equal(stdout, `${first}/eu-west-1\n`);
      if (has(args, "--state")) return assert.doesNotMatch(stdout, /210000000002/);
      if (has(args, "--watch")) return assert.match(stdout, /210000000001.*dirty/);
      assert.match(stdout, /4 accounts, 4 available[\s\S]*210000000004/);
    },
  },
  "pool show": {
    isQuick: true,
    given: fillPool,
    check({ stdout, args, shell }) {
      if (shell.includes("| jq")) return assert.equal(JSON.parse(stdout).state, "available");
      assert.match(stdout, new RegExp(`^${idsIn(args)[0]}/eu-west-1 (?:\\(anna\\) )?is available`));
    },
  },
  "pool doctor": {
    isQuick: true,
    async given(docs) {
      await docs.fillPool();
      await quarantine(docs.world.pool, first, "a bucket is locked");
    },
    exitCode: 1,
    check({ stdout, shell }) {
      if (shell.includes("| jq")) return assert.match(stdout, /quarantined: a bucket is locked$/m);
      assert.match(stdout, /problem: 1 account is quarantined: a bucket is locked/);
    },
  },
  "pool disable": {
    isQuick: true,
    given: fillPool,
    async check(seen) {
      await assertStates(seen, "disabled");
      for (const { reason } of await named(seen)) assert.equal(reason, valueAfter(seen.args, "--reason"));
      assert.equal((await named(seen)).length, accountIds(seen.args).length);
    },
  },
  "pool enable": {
    isQuick: true,
    async given(docs, args) {
      await docs.fillPool();
      for (const account of await named({ docs, args }))
        await docs.world.pool.disable(account, { by: "test", reason: "x" });
    },
    check: (seen) => assertStates(seen, "available"),
  },
  "pool reset": {
    isQuick: true,
    async given(docs, args) {
      await docs.fillPool();
      for (const id of accountIds(args)) await quarantine(docs.world.pool, id, "a bucket is locked");
    },
    check: (seen) => assertStates(seen, "dirty"),
  },
  "pool warm": {
    async given(docs, args) {
      await docs.fillPool();
      if (has(args, "--ref")) docs.makeRepository();
    },
    async check({ docs, args, stdout }) {
      const warmed = (await docs.world.pool.list()).filter(({ fingerprints }) => "web" in fingerprints);
      // Those that are left are to stay idle, however few there are.
      assert.equal(warmed.length, has(args, "--leave") ? 0 : 4);
      for (const { state, fingerprints } of warmed) {
        assert.equal(state, "available");
        assert.deepEqual(Object.keys(fingerprints).sort(), ["base", "orders", "payments", "search", "web"]);
      }
      if (has(args, "--json")) assert.equal(JSON.parse(stdout).accounts.length, 4);
    },
  },
};
