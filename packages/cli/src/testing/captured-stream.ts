import { Writable } from "node:stream";

export interface CapturedStreamOptions {
  isTTY?: boolean;
  columns?: number;
  /** Hears what is written as it is. */
  onWrite?: (text: string) => void;
}

/** A stream that keeps what is written to it, as a pipe or as a terminal. */
export class CapturedStream extends Writable {
  readonly isTTY: boolean;
  readonly columns: number;
  text = "";
  readonly #onWrite: (text: string) => void;

  constructor({ isTTY = false, columns = 100, onWrite = () => undefined }: CapturedStreamOptions = {}) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
    this.columns = columns;
    this.#onWrite = onWrite;
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    this.#onWrite(chunk);
    done();
  }

  /** For those who ask for a process's stream. */
  asProcessStream(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }
}
