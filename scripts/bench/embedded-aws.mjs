import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { built } from "./built.mjs";

/** An embedded AWS in a process of its own, so that what is measured does not share its thread. */
export async function startEmbeddedAws(options) {
  const { connectLocalAws, localAwsProcess } = await built("local-aws");
  const child = spawn(
    process.execPath,
    [localAwsProcess, JSON.stringify({ endWithParent: true, ...options })],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const [line] = await once(createInterface(child.stdout), "line");
  const { url, env, accounts } = JSON.parse(line);
  const { requests, faults } = await connectLocalAws(url);
  const close = async () => {
    const ended = once(child, "close");
    child.kill("SIGTERM");
    await ended;
  };
  return { url, env, accounts, requests, faults, close };
}
