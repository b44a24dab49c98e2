import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import jsonPatch, { type Operation } from "fast-json-patch";
import { EventStream } from "./event-stream.ts";

/** A page that reads when it is told to: a connection that takes in no more until then. */
class SlowPage extends EventEmitter {
  document: unknown;
  written = 0;
  #isFull = false;

  writeHead(): void {}

  write(text: string): boolean {
    const [, event, data = ""] = /^event: (.*)\ndata: (.*)\n\n$/.exec(text) ?? [];
    const value: unknown = data && JSON.parse(data);
    if (event === "whole") this.document = value;
    if (event === "patch")
      this.document = jsonPatch.applyPatch(this.document, value as Operation[]).newDocument;
    if (event) this.written++;
    this.#isFull = event !== undefined;
    return !this.#isFull;
  }

  read(): void {
    if (!this.#isFull) return;
    this.#isFull = false;
    this.emit("drain");
  }
}

// Names that a patch must not have, for they would change what all objects have; no document of ours has them.
const isHarmless = (value: object) => !/"(__proto__|constructor|prototype)"/.test(JSON.stringify(value));
const json = (fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })) as fc.Arbitrary<object>).filter(
  isHarmless,
);

test("however slowly a page reads, and whatever changes, in the end it has what there is; what it missed is not sent", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(json, fc.constant("read" as const)), { maxLength: 12 }), (steps) => {
      const page = new SlowPage();
      const stream = new EventStream(page as unknown as ServerResponse);
      let data: object | undefined;
      let reads = 0;
      for (const step of steps) {
        if (step === "read") {
          reads++;
          page.read();
        } else {
          data = JSON.parse(JSON.stringify(step)) as object;
          stream.show({ data });
        }
      }
      expect(page.written).toBeLessThanOrEqual(reads + 1);
      page.read();
      page.read();
      expect(page.document).toEqual(data);
    }),
  );
});
