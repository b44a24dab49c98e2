/**
 * The branch that is tested: as the CI says, whose work tree often is on none, else what the folder's work tree is on;
 * undefined where neither knows. Never throws.
 */
export async function currentBranch(directory: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const told = branchOfCi(env);
  if (told !== undefined) return told;
  const { execa } = await import("execa");
  const { exitCode, stdout } = await execa("git", ["symbolic-ref", "--quiet", "--short", "HEAD"], {
    cwd: directory,
    env,
    extendEnv: false,
    reject: false,
    timeout: 2_000,
  });
  return exitCode === 0 && stdout !== "" ? stdout.trim() : undefined;
}

/**
 * As each CI documents its variables: CircleCI "Built-in environment variables", GitHub "Variables reference", GitLab
 * "Predefined CI/CD variables", Buildkite "Environment variables". Of a pull request its own branch. Pure.
 */
export function branchOfCi(env: NodeJS.ProcessEnv): string | undefined {
  const ofGitHub = env.GITHUB_REF_TYPE === "branch" ? env.GITHUB_REF_NAME : undefined;
  const all = [
    env.CIRCLE_BRANCH,
    env.GITHUB_HEAD_REF,
    // Of a pull request it is the made-up one, such as 7/merge; that has a head, too.
    ofGitHub,
    env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME,
    env.CI_COMMIT_BRANCH,
    env.BUILDKITE_BRANCH,
  ];
  return all.find((name) => name);
}
