import { isRegattaError } from "@regatta/foundation";
import { parseArguments } from "./parse-arguments.ts";
import { type LocalAws, startLocalAws } from "./start-local-aws.ts";

/*
 * The embedded AWS as a process of its own. Prints one line of JSON when it is ready; ends on SIGTERM or
 * SIGINT, and with `--end-with-parent` also when stdin or the IPC channel closes.
 */

function endWith(aws: LocalAws, withParent: boolean): void {
  const end = (): void => {
    process.stdin.destroy();
    if (process.connected) process.disconnect();
    aws.close().catch(fail);
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  if (!withParent) return;
  if (process.connected) process.once("disconnect", end);
  else process.stdin.once("close", end).once("error", end).resume();
}

function fail(error: unknown): void {
  const text = isRegattaError(error) ? `${error.message}\n${error.nextStep ?? ""}` : String(error);
  process.stderr.write(`${text.trimEnd()}\n`);
  process.exitCode = isRegattaError(error) && error.source === "user" ? 2 : 1;
}

try {
  const { endWithParent = false, ...options } = parseArguments(process.argv.slice(2));
  const aws = await startLocalAws(options);
  endWith(aws, endWithParent);
  const { url, env, hub, accounts } = aws;
  process.stdout.write(`${JSON.stringify({ url, env, hub, accounts })}\n`);
} catch (error) {
  fail(error);
}
