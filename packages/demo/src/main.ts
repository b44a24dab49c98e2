// The whole job on an embedded AWS: `npm run demo`, `npm run demo -- --fresh`, `npm run demo -- orders`.
import { fileURLToPath } from "node:url";
import { isRegattaError } from "@regatta/foundation";
import { demoOptions } from "./demo-options.ts";
import { runDemo } from "./run-demo.ts";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

try {
  process.exitCode = await runDemo({
    options: demoOptions(process.argv.slice(2)),
    home: fileURLToPath(new URL("..", import.meta.url)),
    env: process.env,
    say: (line) => process.stdout.write(`${line}\n`),
  });
} catch (error) {
  if (!isRegattaError(error)) throw error;
  process.stderr.write(`error: ${error.message}\n${error.nextStep ? `next: ${error.nextStep}\n` : ""}`);
  process.exitCode = error.source === "user" ? 2 : 3;
}
