import { spawn } from "node:child_process";
import { once } from "node:events";
import { messageOf, RegattaError } from "@regatta/foundation";

export interface StartBrowserOptions {
  /** The file to show; absolute. */
  page: string;
  env: NodeJS.ProcessEnv;
  /** What to do where it cannot be shown. */
  instead: string;
}

/** Opens a file in the user's browser. @throws RegattaError BROWSER_NOT_OPENED. */
export async function startBrowser({ page, env, instead }: StartBrowserOptions): Promise<void> {
  const opener = process.platform === "darwin" ? "open" : "xdg-open";
  try {
    const child = spawn(opener, [page], { stdio: "ignore", env });
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`${opener} ended with ${code}`);
  } catch (cause) {
    throw new RegattaError(`The browser cannot be opened: ${messageOf(cause)}`, {
      code: "BROWSER_NOT_OPENED",
      source: "user",
      nextStep: instead,
      cause,
    });
  }
}
