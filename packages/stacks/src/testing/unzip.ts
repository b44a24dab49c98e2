import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";

export interface UnzippedFile {
  name: string;
  /** Type and permissions, as in stat. */
  mode: number;
  content: string;
}

/** What a zip holds, in its order. */
export async function unzip(zip: Uint8Array): Promise<UnzippedFile[]> {
  const open = promisify<Buffer, object, ZipFile>(fromBuffer);
  const file = await open(Buffer.from(zip), { lazyEntries: true });
  const files: UnzippedFile[] = [];
  return new Promise((resolve, reject) => {
    file.on("error", reject);
    file.on("end", () => resolve(files));
    file.on("entry", (entry: Entry) => {
      file.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        text(stream).then((content) => {
          files.push({ name: entry.fileName, mode: entry.externalFileAttributes >>> 16, content });
          file.readEntry();
        }, reject);
      });
    });
    file.readEntry();
  });
}
