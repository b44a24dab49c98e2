// As much of CircleCI as the recipes use: commands, executors and jobs with parameters, and an orb's as well.
import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Job, StepFailed } from "./job.mjs";

/** The steps of a job, its commands taken apart and their parameters filled in. */
export function stepsOf(config, job, given = {}) {
  const { steps, parameters } = config.jobs[job];
  return steps.flatMap((step) => expand(config, fill(step, valuesOf(parameters, given))));
}

function expand(config, step) {
  const [name, given] = typeof step === "string" ? [step, {}] : Object.entries(step)[0];
  const command = config.commands?.[name];
  if (command === undefined)
    return [{ kind: name, ...(typeof given === "string" ? { command: given } : given) }];
  const values = valuesOf(command.parameters, given);
  return command.steps.flatMap((inner) => expand(config, fill(inner, values)));
}

function valuesOf(parameters = {}, given) {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(parameters, name));
  assert.deepEqual(unknown, [], "parameters that are not declared");
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { default: usual }]) => {
      const value = given[name] ?? usual;
      assert.notEqual(value, undefined, `the parameter ${name} is not given`);
      return [name, value];
    }),
  );
}

function fill(step, values) {
  const text = JSON.stringify(step).replaceAll(/<<\s*parameters\.([\w-]+)\s*>>/g, (_, name) => {
    assert(Object.hasOwn(values, name), `the parameter ${name} is not declared`);
    return JSON.stringify(String(values[name])).slice(1, -1);
  });
  return JSON.parse(text);
}

/**
 * Runs a job in as many containers as it says, side by side.
 * @returns for each the job and the exit code of the step that failed, or 0.
 */
export async function runCircleJob({ config, job, given, machine, env }) {
  const steps = stepsOf(config, job, given);
  const total = Number(
    fill([config.jobs[job].parallelism ?? 1], valuesOf(config.jobs[job].parameters, given ?? {}))[0],
  );
  return Promise.all(
    Array.from({ length: total }, async (_, index) => {
      const container = new Job({
        ...machine,
        flags: ["-eo", "pipefail"],
        env: {
          ...env,
          CI: "true",
          CIRCLECI: "true",
          CIRCLE_JOB: job,
          CIRCLE_NODE_INDEX: String(index),
          CIRCLE_NODE_TOTAL: String(total),
        },
      });
      container.env.BASH_ENV = join(container.folder, "bash.env");
      return { job: container, code: await runSteps(container, steps) };
    }),
  );
}

async function runSteps(job, steps) {
  let code = 0;
  for (const step of steps) {
    // What stores something is done whatever came before.
    if (code !== 0 && !step.kind.startsWith("store_")) continue;
    try {
      await runStep(job, step);
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      code = error.code;
    }
  }
  return code;
}

/** Whether a container was dealt no files: CircleCI then says that there is nothing to store, and goes on. */
export const isIdle = (job) => job.said.includes("no tests for this container");

const kinds = {
  checkout: (job) => job.checkOut(),
  run: (job, { name, command }) => job.run(name ?? command, command),
  restore_cache: (job, { keys, key }) => {
    for (const one of keys ?? [key]) checkKey(job, one);
  },
  save_cache: (job, { key, paths }) => {
    checkKey(job, key);
    assert(paths.length > 0);
  },
  store_test_results: (job, { path }) => {
    if (isIdle(job)) return;
    job.reports(path);
    job.store(path);
  },
  store_artifacts: (job, { path }) => {
    if (!isIdle(job)) job.store(path);
  },
};

async function runStep(job, step) {
  assert(Object.hasOwn(kinds, step.kind), `no stand-in for the step ${step.kind}`);
  await kinds[step.kind](job, step);
}

/** `{{ checksum "package-lock.json" }}` fails a job where there is no such file. */
function checkKey(job, key) {
  for (const [, file] of key.matchAll(/\{\{ checksum "([^"]+)" \}\}/g))
    assert(existsSync(join(job.work, file)), `the cache's key wants ${file}`);
}
