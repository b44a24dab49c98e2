import { strict as assert } from "node:assert";
import type { CommandCase } from "../command-case.ts";
import { has, valueAfter } from "../words.ts";

const given: CommandCase["given"] = async (docs, args) => {
  await docs.fillPool();
  if (has(args, "--branch")) docs.makeRepository();
  if (args.includes("0/events.jsonl")) await docs.makeContainers();
  else await docs.makeRun();
};

/** What is drawn from the events of a run. */
export const recordCases: Record<string, CommandCase> = {
  report: {
    given,
    check({ docs, args, stdout }) {
      const page = docs.read(valueAfter(args, "--output") ?? /(\S*report\.html)/.exec(stdout)?.[1] ?? "");
      assert.match(page, /<!doctype html>/i);
      assert.match(page, /tests\/pay\.test\.ts/);
      if (has(args, "--open")) assert.match(docs.read("opened.txt"), /report\.html$/m);
    },
  },
  stats: {
    given,
    check({ docs, args, stdout, shell }) {
      const output = valueAfter(args, "--output");
      if (output !== undefined) return assert.match(docs.read(output), /<!doctype html>/i);
      // It asks for flaky files, of which there are none.
      if (shell.includes("| jq")) return assert.equal(stdout, "");
      if (has(args, "--json")) return assert.equal(JSON.parse(stdout).tests.runs, 1);
      assert.match(stdout, /^runs +1 of tests: 1 green$/m);
    },
  },
  junit: {
    given,
    check({ docs, args }) {
      const report = docs.read(valueAfter(args, "--output") ?? "reports/regatta-junit.xml");
      assert.equal(report.match(/<testsuite /g)?.length, 9);
    },
  },
  trace: {
    given,
    check({ docs, args, stdout }) {
      const path = valueAfter(args, "--output") ?? /(\S*trace\.json)/.exec(stdout)?.[1] ?? "";
      const trace = JSON.parse(docs.read(path));
      assert(JSON.stringify(trace).includes("tests/pay.test.ts"));
    },
  },
};
