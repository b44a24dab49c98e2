import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * The user's folder for what has to outlast a run and belongs to this machine: XDG_STATE_HOME where that is set (the XDG
 * Base Directory Specification: paths that are not absolute are ignored), else the platform's own.
 */
export function stateFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = env.HOME || homedir();
  const ofPlatform =
    platform === "darwin" ? join(home, "Library", "Application Support") : join(home, ".local", "state");
  const said = env.XDG_STATE_HOME ?? "";
  return join(isAbsolute(said) ? said : ofPlatform, "regatta");
}
