import { strict as assert } from "node:assert";
import type { CommandCase } from "../command-case.ts";
import type { DocsWorld } from "../docs-world.ts";
import { accountIds, has, valueAfter } from "../words.ts";
import { assertStates, fillPool, idsIn, makeDirty, named } from "./pool-accounts.ts";

/** Leases the accounts that are named by hand, as the user whom the command runs as, or as somebody else. */
async function hold(docs: DocsWorld, args: string[]): Promise<void> {
  await fillPool(docs, args);
  if (has(args, "--lease") || args.includes("anna")) return;
  const others = has(args, "--force") || has(args, "--take-over");
  const env = { ...docs.env(), ...(others ? { CI_JOB_URL: "https://ci.test/7" } : {}) };
  for (const id of accountIds(args)) {
    const { code, output } = await docs.world.callIn(env, "pool", "lease", id);
    assert.equal(code, 0, output);
  }
}

const byHand: CommandCase["check"] = async ({ docs, args }) => {
  const [id] = accountIds(args);
  const held = (await docs.world.pool.list()).filter(({ lease }) => lease?.byHand !== undefined);
  assert.equal(held.length, 1);
  if (id !== undefined) assert.equal(held[0]?.id, id);
  const reason = valueAfter(args, "--reason");
  if (reason !== undefined) assert.equal(held[0]?.lease?.byHand, reason);
};

/** What somebody does with an account in hand. */
export const byHandCases: Record<string, CommandCase> = {
  "pool lease": {
    isQuick: true,
    given: fillPool,
    async check(seen) {
      await byHand(seen);
      if (seen.shell.includes("| jq")) assert.match(seen.stdout, /^2100000000\d\d\/eu-west-1\n$/);
    },
  },
  "pool hold": {
    isQuick: true,
    async given(docs, args) {
      if (has(args, "--take-over")) return hold(docs, args);
      await docs.fillPool();
      await makeDirty(docs, accountIds(args));
    },
    async check(seen) {
      await byHand(seen);
      const [{ lease } = {}] = await named(seen);
      assert.doesNotMatch(String(lease?.holder), /ci\.test/);
      const hours = Number.parseInt(valueAfter(seen.args, "--for") ?? "1h", 10);
      const left = (lease?.expiresAt ?? 0) - Date.now();
      assert(Math.abs(left - hours * 3_600_000) < 60_000, `${left} ms are left`);
    },
  },
  "pool shell": {
    given: hold,
    check({ docs, args }) {
      const environment = docs.read("shell.txt");
      assert.match(environment, new RegExp(`^REGATTA_ACCOUNT=${idsIn(args)[0]}/eu-west-1$`, "m"));
      assert.match(environment, /^AWS_CONTAINER_CREDENTIALS_FULL_URI=http:\/\/127\.0\.0\.1/m);
      assert.doesNotMatch(environment, /AWS_SECRET_ACCESS_KEY=./);
    },
  },
  "pool console": {
    given: hold,
    check({ docs, args, stdout }) {
      if (has(args, "--print")) return assert.match(docs.read("copied.txt"), /^https?:\S+SigninToken=\S+$/m);
      assert.match(docs.read("opened.html"), /SigninToken=/);
      assert.doesNotMatch(stdout, /SigninToken/);
    },
  },
  "pool release": {
    isQuick: true,
    given: hold,
    check: (seen) => assertStates(seen, has(seen.args, "--clean") ? "available" : "dirty"),
  },
};
