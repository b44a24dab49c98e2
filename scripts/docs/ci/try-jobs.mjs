import { strict as assert } from "node:assert";
import { isIdle } from "./circleci.mjs";
import { passing, template } from "./world.mjs";

/**
 * What a recipe's jobs have to show: the tests pass in all containers, each file once; whatever fails stops the gate, by 1 and
 * by 3; what failed is run again alone, where the CI can; the pool is warmed, and cleaned.
 * @param jobs.test runs the job that tests in all its containers, and takes what run they have in common.
 * @param jobs.codeOf what the step makes of Regatta's exit code.
 * @returns in words.
 */
export async function tryJobs(world, { test, warm, clean, rerun, codeOf = (code) => code }) {
  const containers = await passes(test);
  await failsByTests(world, { test, rerun, code: codeOf(1) });
  await failsByInfrastructure(world, { test, code: codeOf(3) });
  world.project.write("template.json", template("mended"));
  const { states, accounts } = world;
  assertCodes(await clean(), 0);
  assert.deepEqual(await states(), ["available", "available", "available", "available"]);
  assertCodes(await warm(), 0);
  assert((await accounts()).every(({ fingerprints }) => "app" in fingerprints));
  return `${containers} containers: 0 where all pass, 1 and 3 stop the gate; a dirty pool cleaned, then warmed`;
}

async function passes(test) {
  const green = await test("green");
  assertCodes(green, 0);
  assert.deepEqual(filesOf(green).sort(), ["app.test.js", ...Object.keys(passing)].sort());
  return green.length;
}

async function failsByTests({ project }, { test, rerun, code }) {
  project.write("shop-3.test.js", 'test("sells 3", () => expect(1).toBe(2));\n');
  const red = await test("red");
  assertCodes(red, code);
  for (const { job } of red) assert.match(job.said, /1 of 8 files failed.* \(exit 1\)/);
  project.write("shop-3.test.js", passing["shop-3.test.js"]);
  if (rerun) await rerunFailed(red, rerun);
}

async function failsByInfrastructure({ project, states }, { test, code }) {
  project.write("template.json", template("broken"));
  const without = await test("without");
  assertCodes(without, code);
  for (const { job } of without) assert.match(job.said, /\(exit 3\)/);
  assert((await states()).includes("dirty"));
}

/** CircleCI's "Rerun failed tests": the files that its reports name, and nothing else. */
async function rerunFailed(red, rerun) {
  const cases = red.flatMap(({ reports }) =>
    reports.flatMap((text) => text.match(/<testcase [^>]*>\s*<failure/g) ?? []),
  );
  const files = cases.map((one) => / file="([^"]*)"/.exec(one)?.[1]);
  assert.deepEqual(files, ["shop-3.test.js"]);
  const again = await rerun(files);
  assertCodes(again, 0);
  assert.equal(again.filter(({ job }) => isIdle(job)).length, again.length - 1);
  assert.deepEqual(filesOf(again), files);
}

/** With the JUnit reports of each container; one that had nothing to do has none. */
export function withReports(ended) {
  return ended.map((one) => ({ ...one, reports: isIdle(one.job) ? [] : one.job.reports("reports") }));
}

const filesOf = (ended) =>
  ended.flatMap(({ reports }) => reports.flatMap((text) => text.match(/(?<=<testsuite name=")[^"]*/g) ?? []));

/** All containers are to have ended alike. */
function assertCodes(ended, code) {
  const said = ended.map(({ job }) => job.said).join("\n\n");
  assert.deepEqual(
    ended.map((one) => one.code),
    ended.map(() => code),
    `expected ${code}, not ${ended.map((one) => one.code).join(", ")}:\n${said}`,
  );
}
