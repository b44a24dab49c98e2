import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where checkouts are kept unless the configuration says otherwise: the user's folder for caches. Not in the project:
 * Jest and package managers look into every folder of it.
 */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = env.HOME || homedir();
  const ofPlatform = platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return join(env.XDG_CACHE_HOME || ofPlatform, "regatta");
}
