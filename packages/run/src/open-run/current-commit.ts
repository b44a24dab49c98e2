/** The commit a folder's work tree is at; undefined where there is none to be had. Never throws. */
export async function currentCommit(directory: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  // Loaded here: a run must not wait for it before its Jest is there.
  const { execa } = await import("execa");
  const { exitCode, stdout } = await execa("git", ["rev-parse", "HEAD"], {
    cwd: directory,
    env,
    extendEnv: false,
    reject: false,
    timeout: 2_000,
  });
  return exitCode === 0 && stdout !== "" ? stdout.trim() : undefined;
}
