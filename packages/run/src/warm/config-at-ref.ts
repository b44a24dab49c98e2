import { basename, join } from "node:path";
import { loadConfig, type RegattaConfig } from "@regatta/config";
import { cacheFolder, checkoutOf } from "@regatta/sources";

/** A configuration whose services are those of another commit. */
export interface ConfigAtRef {
  config: RegattaConfig;
  /** Gives the checkout back. */
  close(): Promise<void>;
}

/**
 * The configuration with the services, and the way to deploy them, of its own repository at a ref. Where the pool is,
 * how it is used and where is written to stay as they are here.
 * @throws RegattaError NOT_A_REPOSITORY, REF_NOT_FOUND, GIT_FAILED; as `loadConfig` does for the one at that ref.
 */
export async function configAtRef(
  here: RegattaConfig,
  ref: string,
  env: NodeJS.ProcessEnv,
): Promise<ConfigAtRef> {
  const cache = here.output.cache ?? cacheFolder(env, process.platform);
  const { folder, close } = await checkoutOf({ folder: here.directory, ref, cache, env });
  try {
    const { services, deploy } = await loadConfig({ cwd: folder, file: join(folder, basename(here.file)) });
    return { config: { ...here, services, deploy }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
