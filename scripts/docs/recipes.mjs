// The recipes in docs/recipes: every step of every job, in bash and in order, with what their CI would set, against an
// embedded AWS that was set up by the kit. What CIs do themselves (checkout, caches, artifacts) is done by small stand-ins.
import { strict as assert } from "node:assert";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { isIdle, runCircleJob } from "./ci/circleci.mjs";
import { runGitHubJob } from "./ci/github.mjs";
import { runGitLabJob } from "./ci/gitlab.mjs";
import { gitHubToken, rolesOfCircle, rolesOfGitHub, tokenOfCircle } from "./ci/tokens.mjs";
import { startCiWorld } from "./ci/world.mjs";

const { parse } = createRequire(join(root, "packages/cli/package.json"))("yaml");

const HUB = "100000000000";
const passing = Object.fromEntries(
  Array.from({ length: 7 }, (_, n) => [`shop-${n}.test.js`, `test("sells ${n}", () => {});\n`]),
);
const template = (value) =>
  JSON.stringify({
    Resources: {
      Setting: {
        Type: "AWS::SSM::Parameter",
        ...(value === "broken" ? { Metadata: { LocalAws: { Fail: "update" } } } : {}),
        Properties: { Name: "/kit/app", Type: "String", Value: value },
      },
    },
  });

/** A recipe, with the account of ours in the place of the one its reader has to replace. */
const recipe = (name) =>
  parse(readFileSync(join(root, "docs/recipes", name), "utf8").replaceAll("111111111111", HUB));

const recipes = {
  "circleci.yml": tryCircle,
  "circleci-orb.yml": tryOrb,
  "github-actions.yml": tryGitHub,
  "gitlab-ci.yml": tryGitLab,
};

export async function tryRecipes({ report, wanted }) {
  for (const [name, tryRecipe] of Object.entries(recipes))
    if (wanted(name)) await report(`docs/recipes/${name}`, () => tryRecipe(recipe(name)));
}

/** Has a world made, and the act done in it. */
async function inWorld(ciRoles, act) {
  const world = await startCiWorld({ ciRoles, files: passing });
  try {
    return await act(world);
  } finally {
    await world.kit.close();
    world.project.remove();
    rmSync(world.machine.bin, { recursive: true, force: true });
  }
}

/**
 * What a recipe's jobs have to show: the tests pass in all containers, each file once; whatever fails stops the gate, by 1 and
 * by 3; what failed is run again alone, where the CI can; the pool is warmed, and cleaned.
 */
async function tryJobs(world, { test, warm, clean, rerun, codeOf = (code) => code }) {
  const { kit, project } = world;
  const states = async () => (await kit.pool(kit.hub).list()).map(({ state }) => state);

  const green = await test("green");
  const names = green.flatMap(({ reports }) =>
    reports.flatMap((text) => text.match(/(?<=<testsuite name=")[^"]*/g) ?? []),
  );
  assert.deepEqual(codes(green), codes(green, 0), said(green));
  assert.deepEqual(names.sort(), ["app.test.js", ...Object.keys(passing)].sort());

  project.write("shop-3.test.js", 'test("sells 3", () => expect(1).toBe(2));\n');
  const red = await test("red");
  assert.deepEqual(codes(red), codes(red, codeOf(1)), said(red));
  for (const { job } of red) assert.match(job.said, /1 of 8 files failed.* \(exit 1\)/);
  project.write("shop-3.test.js", passing["shop-3.test.js"]);
  if (rerun) await rerunFailed(red, rerun);

  project.write("template.json", template("broken"));
  const without = await test("without");
  assert.deepEqual(codes(without), codes(without, codeOf(3)), said(without));
  for (const { job } of without) assert.match(job.said, /\(exit 3\)/);
  assert((await states()).includes("dirty"));

  project.write("template.json", template("mended"));
  const cleaned = await clean();
  assert.deepEqual(codes(cleaned), [0], said(cleaned));
  assert.deepEqual(await states(), ["available", "available", "available", "available"]);
  const warmed = await warm();
  assert.deepEqual(codes(warmed), [0], said(warmed));
  assert((await kit.pool(kit.hub).list()).every(({ fingerprints }) => "app" in fingerprints));
  for (const { job } of [...green, ...red, ...without, ...cleaned, ...warmed]) job.remove();
  return `${green.length} containers: 0 where all pass, 1 and 3 stop the gate; a dirty pool cleaned, then warmed`;
}

/** CircleCI's "Rerun failed tests": the files that its reports name, and nothing else. */
async function rerunFailed(red, rerun) {
  const cases = red.flatMap(({ reports }) =>
    reports.flatMap((text) => text.match(/<testcase [^>]*>\s*<failure/g) ?? []),
  );
  const files = cases.map((one) => / file="([^"]*)"/.exec(one)?.[1]);
  assert.deepEqual(files, ["shop-3.test.js"]);
  const again = await rerun(files);
  assert.deepEqual(codes(again), codes(again, 0), said(again));
  assert.equal(again.filter(({ job }) => isIdle(job)).length, again.length - 1);
  const names = again.flatMap(({ reports }) =>
    reports.flatMap((text) => text.match(/(?<=<testsuite name=")[^"]*/g) ?? []),
  );
  assert.deepEqual(names, files);
  for (const { job } of again) job.remove();
}

const codes = (ended, all) => ended.map(({ code }) => all ?? code);
const said = (ended) => ended.map(({ job }) => job.said).join("\n\n");
const withReports = (ended) =>
  ended.map((one) => ({ ...one, reports: isIdle(one.job) ? [] : one.job.reports("reports") }));

async function tryCircle(config) {
  return inWorld(await rolesOfCircle(["regatta-ci-cleaner"]), async (world) => {
    const { machine, env } = world;
    const CIRCLE_OIDC_TOKEN = await tokenOfCircle();
    const run = (job, id, more) =>
      runCircleJob({
        config,
        job,
        machine,
        env: { ...env, CIRCLE_OIDC_TOKEN, CIRCLE_WORKFLOW_ID: id, ...more },
      });
    for (const { jobs } of Object.values(config.workflows).filter((one) => one.jobs))
      for (const one of jobs) {
        const [name, { context } = {}] = Object.entries(one)[0];
        assert(config.jobs[name], `a workflow names ${name}`);
        const wantsToken = JSON.stringify(config.jobs[name].steps).includes('"prepare');
        if (wantsToken) assert.deepEqual(context, ["regatta"], `without a context ${name} gets no token`);
      }
    const { requires } = config.workflows.test.jobs.map((one) => one.release).find(Boolean) ?? {};
    assert.deepEqual(requires, ["integration-test"], "the release waits for the tests");
    return tryJobs(world, {
      codeOf: ofXargs,
      test: async (id) => withReports(await run("integration-test", id)),
      rerun: async (files) =>
        withReports(await run("integration-test", "again", { RERUN: files.join("\n") })),
      warm: () => run("warm-pool", "warm"),
      clean: () => run("clean-pool", "clean"),
    });
  });
}

/** What xargs makes of a command's exit code. */
const ofXargs = (code) => (code === 0 ? 0 : 123);

async function tryOrb(config) {
  return inWorld(await rolesOfCircle(["regatta-ci-cleaner"]), async (world) => {
    const { machine, env, kit } = world;
    const CIRCLE_OIDC_TOKEN = await tokenOfCircle();
    const role = (name) => ({ role_arn: `arn:aws:iam::${kit.aws.hub.id}:role/${name}`, region: "eu-west-1" });
    const run = (job, id, given) =>
      runCircleJob({
        config,
        job,
        given,
        machine,
        env: { ...env, CIRCLE_OIDC_TOKEN, CIRCLE_WORKFLOW_ID: id },
      });
    const [example] = config.examples["three-containers"].usage.workflows.test.jobs;
    const { context: _, ...given } = example["regatta/test"];
    return tryJobs(world, {
      codeOf: ofXargs,
      test: async (id) => withReports(await run("test", id, { ...given, ...role("regatta-ci") })),
      warm: () => run("warm-pool", "warm", role("regatta-ci")),
      clean: () => run("clean-pool", "clean", role("regatta-ci-cleaner")),
    });
  });
}

async function tryGitHub(workflow) {
  return inWorld(await rolesOfGitHub(), async (world) => {
    const { machine, env, kit } = world;
    const run = (job, id, contexts = {}) =>
      runGitHubJob({
        workflow,
        job,
        machine,
        env,
        contexts: { github: { run_id: id, run_attempt: 1 }, ...contexts },
        becomeRole: (arn, seconds) => becomeRole(kit, arn, seconds),
      });
    assert.deepEqual(workflow.jobs.release.needs, "gate", "the release waits for the gate");
    const gated = [];
    const summary = await tryJobs(world, {
      test: async (id) => {
        const ended = withReports(await run("test", id));
        const result = ended.every(({ code }) => code === 0) ? "success" : "failure";
        const [gate] = await run("gate", id, { needs: { test: { result } } });
        gated.push(gate.code);
        gate.job.remove();
        return ended;
      },
      warm: () => run("warm", "warm"),
      clean: () => run("clean", "clean"),
    });
    assert.deepEqual(gated, [0, 1, 1], "the gate");
    return summary;
  });
}

/** As aws-actions/configure-aws-credentials does: the token for keys. */
async function becomeRole(kit, RoleArn, DurationSeconds) {
  const keys = await kit.byToken({ RoleArn, DurationSeconds, WebIdentityToken: gitHubToken() });
  return {
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
  };
}

async function tryGitLab(config) {
  // Its roles are the reader's own to make: CircleCI's stand for them.
  return inWorld(await rolesOfCircle(["regatta-ci-cleaner"]), async (world) => {
    const { machine, env } = world;
    const token = await tokenOfCircle();
    const run = (job, id) =>
      runGitLabJob({ config, job, machine, token, env: { ...env, CI_PIPELINE_ID: id, CI_PROJECT_ID: "1" } });
    assert.deepEqual(config.release?.needs, ["integration-test"], "the release waits for the tests");
    return tryJobs(world, {
      test: async (id) => withReports(await run("integration-test", id)),
      warm: () => run("warm-pool", "warm"),
      clean: () => run("clean-pool", "clean"),
    });
  });
}
