import { strict as assert } from "node:assert";
import type { CommandCase } from "../command-case.ts";
import { PAST_RUN } from "../docs-world.ts";
import { has, valueAfter } from "../words.ts";

const SERVICES = ["base", "orders", "payments", "search", "web"];

/** What comes before there is a pool, and needs none. */
export const setupCases: Record<string, CommandCase> = {
  init: {
    isQuick: true,
    given(docs, args) {
      if (!has(args, "--force")) docs.remove("regatta.config.json");
    },
    check: ({ docs }) => assert.match(docs.read("regatta.config.ts"), /defineConfig\(/),
  },
  setup: {
    isQuick: true,
    check({ docs, args, stdout }) {
      const output = valueAfter(args, "--output");
      const template = output === undefined ? stdout : docs.read(output);
      assert.match(template, args[1] === undefined ? /ci-role/ : /^Resources:/m);
    },
  },
  doctor: {
    isQuick: true,
    given: (docs) => docs.fillPool(),
    check({ stdout, shell }) {
      if (shell.includes("| jq")) assert.doesNotMatch(stdout, /null/);
      else assert.match(stdout, /210000000001/);
    },
  },
  fingerprint: {
    isQuick: true,
    check({ args, stdout, shell }) {
      if (shell.includes("| jq")) return assert.match(stdout, /^template\.json$/m);
      const named = args.slice(1).filter((word) => SERVICES.includes(word));
      for (const service of named.length > 0 ? named : SERVICES)
        assert.match(stdout, new RegExp(`\\b${service}\\b`));
      if (has(args, "--explain")) assert.match(stdout, /template\.json/);
    },
  },
  ui: {
    async given(docs, args) {
      await docs.fillPool();
      if (args.includes(PAST_RUN)) await docs.makeRun();
    },
    goesOn: (args) => ({
      untilSaid: has(args, "--open") ? /opened in the browser/ : /Ctrl-C ends it/,
      signal: "SIGINT",
    }),
    check({ docs, args, stdout }) {
      const port = valueAfter(args, "--port") ?? "\\d+";
      assert.match(stdout, new RegExp(`http://127\\.0\\.0\\.1:${port}/\\S*token=`));
      if (has(args, "--open")) assert.match(docs.read("opened.html"), /127\.0\.0\.1/);
      assert.match(stdout, /Ended\./);
    },
  },
  "local-aws": {
    goesOn: (args) => ({
      untilSaid: has(args, "--json") ? /^\{.*\}$/m : /Ctrl-C ends it/,
      signal: "SIGINT",
    }),
    check({ args, stdout }) {
      if (has(args, "--json")) return assert.equal(JSON.parse(stdout).table, valueAfter(args, "--with-pool"));
      const count = valueAfter(args, "--accounts") ?? "8";
      assert.match(stdout, new RegExp(`An AWS of ${count} accounts? `));
      assert.match(stdout, /export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:/);
      assert.match(stdout, /Ended\./);
    },
  },
  demo: {
    check({ docs, args, output }) {
      if (has(args, "--plan")) return assert.match(output, /orders/);
      assert.match(output, /\d+ passed/);
      assert(docs.has(`${valueAfter(args, "--folder") ?? "regatta-demo"}/services/orders`));
    },
  },
};
