import { PassThrough } from "node:stream";
import { expect, test } from "@jest/globals";
import type { CommandContext } from "./command-context.ts";
import { confirm } from "./confirm.ts";
import { CapturedStream } from "./testing/captured-stream.ts";

async function answered(keys: string | undefined, isTTY = true): Promise<boolean> {
  const stdin = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.ReadStream & PassThrough;
  const stdout = new CapturedStream({ isTTY }).asProcessStream();
  const asked = confirm({ stdin, stdout } as unknown as CommandContext, "Really?", {});
  if (keys === undefined) stdin.end();
  else stdin.write(`${keys}\n`);
  return asked;
}

test("only a yes is a yes", async () => {
  expect(await answered("y")).toBe(true);
  expect(await answered("Yes")).toBe(true);
  for (const keys of ["", "n", "yesterday", undefined]) expect(await answered(keys)).toBe(false);
});

test("where nobody can be asked it takes --yes", async () => {
  await expect(answered("y", false)).rejects.toMatchObject({ code: "CONFIRMATION_NEEDED" });
  expect(await confirm({} as CommandContext, "Really?", { yes: true })).toBe(true);
});
