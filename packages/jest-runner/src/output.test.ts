import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { LineForwarder } from "./line-forwarder.ts";
import { OutputTail } from "./output-tail.ts";

const chunks = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 12 }), {
  maxLength: 40,
});

test("a tail is the end of everything appended, marked where something is missing", () => {
  fc.assert(
    fc.property(chunks, (parts) => {
      const tail = new OutputTail(10);
      for (const part of parts) tail.append(part);
      const all = parts.join("");
      expect(tail.toString()).toBe(all.length > 10 ? `…${all.slice(-10)}` : all);
    }),
  );
});

test("a cleared tail starts anew", () => {
  const tail = new OutputTail(10);
  tail.append("long enough to be cut");
  tail.clear();
  tail.append("new");
  expect(tail.toString()).toBe("new");
});

test("only whole lines are passed on, nothing is lost, and a last line without an end gets one", () => {
  fc.assert(
    fc.property(chunks, (parts) => {
      const written: string[] = [];
      const lines = new LineForwarder((text) => written.push(text));
      for (const part of parts) lines.append(part);
      lines.flush();
      expect(written.every((text) => text.endsWith("\n"))).toBe(true);
      const all = parts.join("");
      expect(written.join("")).toBe(all === "" || all.endsWith("\n") ? all : `${all}\n`);
    }),
  );
});
