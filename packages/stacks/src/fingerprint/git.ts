import { RegattaError } from "@regatta/foundation";

/** Variables of a git that runs us (a hook, an alias) would point our git at its repository and index. */
const ownEnvironment = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_PREFIX: undefined,
  GIT_ATTR_SOURCE: undefined,
  GIT_GLOB_PATHSPECS: undefined,
  GIT_NOGLOB_PATHSPECS: undefined,
  GIT_ICASE_PATHSPECS: undefined,
  GIT_OPTIONAL_LOCKS: "0",
  GIT_LITERAL_PATHSPECS: "1",
};

/**
 * Settings of a person or a machine that would make equal content look different, or a change go unseen:
 * attributes that no clone has, and ways to look less closely at files' times. A file-system monitor would be asked,
 * and may be started; it is left alone.
 */
const settings = {
  "core.attributesFile": "/dev/null",
  "core.checkStat": "default",
  "core.trustctime": "true",
  "core.fsmonitor": "false",
};

const neutral = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

/**
 * Runs a reading git command in a work tree; takes no lock and writes nothing.
 * @throws RegattaError FINGERPRINT_FAILED with what git said.
 */
export async function git(workTree: string, args: string[], input = ""): Promise<string> {
  // Loaded here: a run without services need not wait for it.
  const { execa } = await import("execa");
  const result = await execa("git", [...neutral, ...args], {
    cwd: workTree,
    env: ownEnvironment,
    input,
    stripFinalNewline: false,
    reject: false,
  });
  if (!result.failed) return result.stdout;
  const reason = result.stderr?.trim() || result.shortMessage;
  throw new RegattaError(`Git could not list the files of ${workTree}: ${reason}`, {
    code: "FINGERPRINT_FAILED",
    source: "user",
    nextStep:
      "Make `git status` work there: without git, ignored files would count and every machine would differ.",
    cause: result,
  });
}

/** Splits git's `-z` output. */
export function fields(output: string): string[] {
  return output.split("\0").slice(0, -1);
}
