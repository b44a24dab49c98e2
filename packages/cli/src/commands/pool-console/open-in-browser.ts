import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { messageOf, RegattaError } from "@regatta/foundation";

// What a browser that has to be started first may need until it has read the page.
const READ_MS = 10_000;

/**
 * Opens a secret link in the user's browser, by way of a page only they can read: a link on a command line is seen by
 * everyone on the machine.
 * @throws RegattaError BROWSER_NOT_OPENED.
 */
export async function openInBrowser(link: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "regatta-console-"));
  const page = join(folder, "sign-in.html");
  try {
    await writeFile(page, redirectTo(link), { mode: 0o600 });
    await start(process.platform === "darwin" ? "open" : "xdg-open", page);
    await delay(READ_MS);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function redirectTo(link: string): string {
  const url = link.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<!doctype html><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}">`;
}

async function start(opener: string, page: string): Promise<void> {
  try {
    const child = spawn(opener, [page], { stdio: "ignore" });
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`${opener} ended with ${code}`);
  } catch (cause) {
    throw new RegattaError(`The browser cannot be opened: ${messageOf(cause)}`, {
      code: "BROWSER_NOT_OPENED",
      source: "user",
      nextStep: "Print the link instead, with --print.",
      cause,
    });
  }
}
