import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import PQueue from "p-queue";
import type { PackageEntry } from "./package-entries.ts";

/** Raised whenever equal files shall give another zip than before; everything is uploaded again. */
const format = "regatta-zip 1";

/** Files open at once. */
const filesAtOnce = 16;

/** Whatever the file's own modes, but for who may execute it: another umask is no other package. */
const modes = { file: 0o100644, executable: 0o100755, link: 0o120777 };

/**
 * A hash of what a zip of these entries would hold: names, modes, contents. It needs no compressing, so that whether
 * a bucket has the zip already is known before it is made; and it does not change with the version of zlib.
 * @param entries ordered by name.
 */
export async function hashEntries(entries: PackageEntry[]): Promise<string> {
  const queue = new PQueue({ concurrency: filesAtOnce });
  const lines = await Promise.all(
    entries.map(async (entry) => {
      if (entry.kind === "link") return `link ${sha256(entry.target)} ${entry.name}`;
      const content = await queue.add(async () => sha256(await readFile(entry.path)));
      return `${entry.executable ? "executable" : "file"} ${content} ${entry.name}`;
    }),
  );
  return sha256([format, ...lines].join("\0"));
}

/** The zip of these entries, in their order; every time is the same, so equal entries give equal bytes. */
export async function zip(entries: PackageEntry[]): Promise<Uint8Array> {
  // Loaded here: most runs upload nothing.
  const { ZipFile } = await import("yazl");
  const file = new ZipFile();
  // Zips have local times: made of local parts, this one is the same everywhere.
  const always = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
  for (const entry of entries) {
    if (entry.kind === "link") {
      file.addBuffer(Buffer.from(entry.target), entry.name, { ...always, mode: modes.link });
    } else {
      const mode = entry.executable ? modes.executable : modes.file;
      file.addFile(entry.path, entry.name, { ...always, mode });
    }
  }
  file.end();
  const failed = new Promise<never>((_, reject) => file.on("error", reject));
  return Promise.race([buffer(file.outputStream), failed]);
}

/** The SHA-256 of a text or bytes, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
