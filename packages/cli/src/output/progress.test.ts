import { stripVTControlCharacters } from "node:util";
import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { CapturedStream } from "../testing/captured-stream.ts";
import { Progress } from "./progress.ts";

async function show(stream: CapturedStream, env: NodeJS.ProcessEnv = {}) {
  const clock = new ManualClock(0);
  let lines = ["looking at 1 of 3", "  more"];
  const progress = await Progress.start({ stream: stream.asProcessStream(), env, clock, now: () => lines });
  const say = (...next: string[]) => {
    lines = next;
  };
  return { clock, progress, say };
}

test("in a pipe and in CI it is a line a minute, of which there is none where something else was written", async () => {
  for (const [stream, env] of [
    [new CapturedStream(), {}],
    [new CapturedStream({ isTTY: true }), { CI: "true" }],
  ] as const) {
    const { clock, progress, say } = await show(stream, env);
    await clock.advance(59_000);
    expect([stream.text, progress.isLive]).toEqual(["", false]);
    await clock.advance(1_000);
    expect(stream.text).toBe("looking at 1 of 3\n");
    progress.write("found something\n");
    await clock.advance(60_000);
    expect(stream.text).toBe("looking at 1 of 3\nfound something\n");
    say();
    await clock.advance(120_000);
    progress.end();
    await clock.advance(120_000);
    expect(stream.text).toBe("looking at 1 of 3\nfound something\n");
  }
});

test("on a terminal it is drawn in place after a second, below what stays, and gone at the end", async () => {
  const stream = new CapturedStream({ isTTY: true });
  const { clock, progress } = await show(stream, { NO_COLOR: "1" });
  await clock.advance(900);
  expect(stream.text).toBe("");
  await clock.advance(100);
  expect(stripVTControlCharacters(stream.text)).toBe("looking at 1 of 3\n  more\n");
  progress.write("found something\n");
  const seen = stripVTControlCharacters(stream.text).split("\n");
  expect(seen.slice(-4)).toEqual(["found something", "looking at 1 of 3", "  more", ""]);
  const before = stream.text.length;
  progress.end();
  progress.end();
  // Both lines and the one the cursor is on.
  expect(stream.text.slice(before).split("\u001b[2K")).toHaveLength(4);
});
