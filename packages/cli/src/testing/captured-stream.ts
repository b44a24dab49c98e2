import { Writable } from "node:stream";

/** A stream that keeps what is written to it, as a pipe or as a terminal. */
export class CapturedStream extends Writable {
  readonly isTTY: boolean;
  readonly columns = 100;
  text = "";

  constructor({ isTTY = false }: { isTTY?: boolean } = {}) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }

  /** For those who ask for a process's stream. */
  asProcessStream(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }
}
