import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startBrowser } from "../../start-browser.ts";

// What a browser that has to be started first may need until it has read the page.
const READ_MS = 10_000;

/**
 * Opens a secret link in the user's browser, by way of a page only they can read: a link on a command line is seen by
 * everyone on the machine.
 * @throws RegattaError BROWSER_NOT_OPENED.
 */
export async function openInBrowser(link: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "regatta-console-"));
  const page = join(folder, "sign-in.html");
  try {
    await writeFile(page, redirectTo(link), { mode: 0o600 });
    await startBrowser({ page, env, instead: "Print the link instead, with --print." });
    await delay(READ_MS);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function redirectTo(link: string): string {
  const url = link.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<!doctype html><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}">`;
}
