import { takeFingerprints } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { coloursFor } from "../../output/colours.ts";
import { renderExplained, renderFingerprints, toJson } from "./render-fingerprints.ts";

export interface FingerprintCommandOptions {
  services: string[];
  explain?: boolean;
  config?: string;
  json?: boolean;
}

/** Does `regatta fingerprint`. @throws RegattaError for bad input. */
export async function fingerprint(
  context: CommandContext,
  options: FingerprintCommandOptions,
): Promise<number> {
  const { services, explain = false, json } = options;
  const { env, stdout } = context;
  const config = await configFor(context, options);
  const taken = await takeFingerprints({ config, services, env });
  const colours = coloursFor(stdout, env);
  const render = explain ? renderExplained : renderFingerprints;
  stdout.write(json ? `${JSON.stringify(toJson(taken, explain), null, 2)}\n` : render(taken, colours));
  return exitCode.ok;
}
