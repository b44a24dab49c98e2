import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { messageOf, RegattaError } from "@regatta/foundation";

export interface WritePageOptions {
  page: string;
  /** What it is; a sentence begins with it. */
  what: string;
  /** Where it goes; its folder is made. */
  path: string;
  /** What to do where it cannot be written. */
  nextStep: string;
}

/** Writes a page, whole or not at all. @throws RegattaError REPORT_NOT_WRITTEN. */
export async function writePage({ page, what, path, nextStep }: WritePageOptions): Promise<void> {
  const target = resolve(path);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(draft, page);
    await rename(draft, target);
  } catch (cause) {
    throw new RegattaError(`${what} could not be written: ${messageOf(cause)}`, {
      code: "REPORT_NOT_WRITTEN",
      source: "user",
      nextStep,
      cause,
    });
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
