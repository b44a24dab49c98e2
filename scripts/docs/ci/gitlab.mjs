// As much of GitLab as the recipe uses.
import { strict as assert } from "node:assert";
import { Job, StepFailed } from "./job.mjs";

/** Runs a job, as many of it as `parallel` says side by side. */
export async function runGitLabJob({ config, job, machine, env, token }) {
  const wanted = extended(config, job);
  const { parallel = 1, before_script: before = [], script, artifacts } = wanted;
  return Promise.all(
    Array.from({ length: parallel }, async (_, index) => {
      const runner = new Job({
        ...machine,
        flags: ["-eo", "pipefail"],
        env: { ...env, CI: "true", GITLAB_CI: "true" },
      });
      const name = parallel > 1 ? `${job} ${index + 1}/${parallel}` : job;
      Object.assign(runner.env, { ...config.variables, ...wanted.variables }, { CI_JOB_NAME: name });
      if (parallel > 1)
        Object.assign(runner.env, { CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(parallel) });
      for (const variable of Object.keys(wanted.id_tokens ?? {})) runner.env[variable] = token;
      // Of its own in a container of its own; here it would be everybody's.
      runner.env.AWS_WEB_IDENTITY_TOKEN_FILE = `${runner.folder}/aws-token`;
      runner.checkOut();
      let code = 0;
      try {
        await runner.run(job, [...before, ...script].join("\n"));
      } catch (error) {
        if (!(error instanceof StepFailed)) throw error;
        code = error.code;
      }
      if (artifacts !== undefined) storeArtifacts(runner, artifacts, code);
      return { job: runner, code };
    }),
  );
}

function extended(config, job) {
  const { extends: base, ...own } = config[job];
  if (base === undefined) return own;
  const inherited = extended(config, base);
  return { ...inherited, ...own, variables: { ...inherited.variables, ...own.variables } };
}

function storeArtifacts(job, { when = "on_success", paths, reports }, code) {
  if (code !== 0 && when === "on_success") return;
  for (const path of paths) job.store(path);
  assert(job.reports(reports.junit).length > 0);
}
