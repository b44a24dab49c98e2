// The recipes in docs/recipes: every step of every job, in bash and in order, with what their CI would set, against an
// embedded AWS that was set up by the kit. What CIs do themselves (checkout, caches, artifacts) is done by small stand-ins.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { runCircleJob } from "./ci/circleci.mjs";
import { runGitHubJob } from "./ci/github.mjs";
import { runGitLabJob } from "./ci/gitlab.mjs";
import { gitHubToken, rolesOfCircle, rolesOfGitHub, tokenOfCircle } from "./ci/tokens.mjs";
import { tryJobs, withReports } from "./ci/try-jobs.mjs";
import { inCiWorld } from "./ci/world.mjs";

const { parse } = createRequire(join(root, "packages/cli/package.json"))("yaml");

const HUB = "100000000000";
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

async function tryCircle(config) {
  return inCiWorld(await rolesOfCircle(["regatta-ci-cleaner"]), async (world) => {
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
  return inCiWorld(await rolesOfCircle(["regatta-ci-cleaner"]), async (world) => {
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
  return inCiWorld(await rolesOfGitHub(), async (world) => {
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
  return inCiWorld(await rolesOfCircle(["regatta-ci-cleaner"]), async (world) => {
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
