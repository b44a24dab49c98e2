import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBrowser } from "../../start-browser.ts";

export interface OpenAddressOptions {
  /** With its token. */
  address: string;
  env: NodeJS.ProcessEnv;
}

/**
 * Opens an address with a token in the user's browser, by way of a file that only the user can read: every user of the machine
 * sees what is on a command line.
 * @returns removes the file, for when the browser has had it. @throws RegattaError BROWSER_NOT_OPENED.
 */
export async function openAddress({ address, env }: OpenAddressOptions): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "regatta-ui-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const page = join(folder, "open.html");
  try {
    const lead = `<meta http-equiv="refresh" content="0; url=${address}">`;
    await writeFile(page, `<!doctype html><title>Regatta</title>${lead}\n`, { mode: 0o600 });
    await startBrowser({ page, env, instead: "Open the address above yourself." });
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}
