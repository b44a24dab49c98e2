import { strict as assert } from "node:assert";
import type { CommandCase } from "../command-case.ts";
import { accountIds, has } from "../words.ts";
import { makeDirty } from "./pool-accounts.ts";

const first = "210000000001";

/** The cleaner, in a pool with one dirty account that has stacks in it. */
export const cleanCases: Record<string, CommandCase> = {
  clean: {
    async given(docs, args) {
      await docs.fillPool();
      if (has(args, "--record-baseline")) return;
      const dirty = accountIds(args)[0] ?? first;
      await docs.call("deploy", "--account", dirty);
      await makeDirty(docs, [dirty]);
    },
    goesOn: (args) =>
      has(args, "--watch") ? { untilSaid: /eu-west-1 cleaned$/m, signal: "SIGTERM" } : undefined,
    exitCode: (args) => (has(args, "--watch") ? 143 : 0),
    async check({ docs, args, output }) {
      const dirty = accountIds(args)[0] ?? first;
      const { state } = await docs.account(dirty);
      if (has(args, "--record-baseline")) {
        assert.match(output, /210000000004\/eu-west-1 recorded: /);
        return assert.equal(state, "available");
      }
      const stacks = await docs.stacksIn(dirty);
      if (has(args, "--dry-run")) {
        assert.match(output, /orders/);
        assert.equal(state, "dirty");
        return assert.equal(stacks.length, 5);
      }
      assert.equal(state, "available", output);
      if (!has(args, "--warm")) return assert.deepEqual(stacks, []);
      const { fingerprints } = await docs.account(dirty);
      assert.equal(Object.keys(fingerprints).length, 5);
    },
  },
};
