/**
 * Whether files that git knows differ from the commit the work tree is at; undefined where that cannot be told. Looked at
 * after the run: what Jest or a build wrote into such files counts too. Never throws.
 */
export async function isEdited(directory: string, env: NodeJS.ProcessEnv): Promise<boolean | undefined> {
  const { execa } = await import("execa");
  const { exitCode, stdout } = await execa("git", ["status", "--porcelain", "--untracked-files=no"], {
    cwd: directory,
    env,
    extendEnv: false,
    reject: false,
    timeout: 5_000,
  });
  return exitCode === 0 ? stdout !== "" : undefined;
}
