// As much of GitHub Actions as the recipe uses.
import { strict as assert } from "node:assert";
import { Job, StepFailed } from "./job.mjs";

/**
 * Runs a job, all of its matrix side by side. @param contexts what expressions may ask for.
 * @param becomeRole gives the environment of a role that a token of the job opens.
 */
export async function runGitHubJob({ workflow, job, contexts, machine, env, becomeRole }) {
  const { steps, strategy } = workflow.jobs[job];
  return Promise.all(
    matrixOf(strategy).map(async (matrix) => {
      const runner = new Job({
        ...machine,
        flags: ["-e"],
        env: { ...env, CI: "true", GITHUB_ACTIONS: "true" },
      });
      runner.env.GITHUB_JOB = job;
      const github = { ...contexts.github, job };
      let code = 0;
      for (const step of steps) {
        if (code !== 0 && !/always\(\)/.test(step.if ?? "")) continue;
        try {
          await runStep(runner, fill(step, { ...contexts, github, matrix }), becomeRole);
        } catch (error) {
          if (!(error instanceof StepFailed)) throw error;
          code = error.code;
        }
      }
      return { job: runner, code };
    }),
  );
}

function matrixOf({ matrix } = {}) {
  if (matrix === undefined) return [{}];
  const [[name, values], ...others] = Object.entries(matrix);
  assert.deepEqual(others, [], "a matrix of one dimension");
  return values.map((value) => ({ [name]: value }));
}

/** Fills `${{ github.run_id }}` in. */
function fill(step, contexts) {
  const text = JSON.stringify(step).replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, path) => {
    const value = path.split(".").reduce((found, name) => found?.[name], contexts);
    assert.notEqual(value, undefined, `nothing stands for ${path}`);
    return String(value);
  });
  return JSON.parse(text);
}

const actions = {
  "actions/checkout": (job) => job.checkOut(),
  "actions/setup-node": (_, { "node-version": version }) => assert(Number(version) >= 20),
  "aws-actions/configure-aws-credentials": async (job, given, becomeRole) => {
    Object.assign(
      job.env,
      await becomeRole(given["role-to-assume"], Number(given["role-duration-seconds"] ?? 3600)),
      {
        AWS_REGION: given["aws-region"],
      },
    );
  },
  "actions/upload-artifact": (job, { path, "include-hidden-files": hidden }) => {
    for (const one of path.trim().split(/\s+/)) {
      assert(hidden || !one.startsWith("."), `${one} is hidden, and would be left out`);
      job.store(one);
    }
  },
};

async function runStep(job, { uses, with: given = {}, run, name, env }, becomeRole) {
  if (run !== undefined) return job.run(name ?? run, run, env);
  const action = actions[uses.replace(/@.*/, "")];
  assert(action, `no stand-in for ${uses}`);
  await action(job, given, becomeRole);
}
