import { RegattaError } from "@regatta/foundation";
import type { Probe } from "../service/probe.ts";
import { withTimeLimit } from "../time-limit/with-time-limit.ts";
import { describeProbe } from "./describe-probe.ts";
import { fillIn } from "./fill-in.ts";
import type { Look, ProbedService } from "./look.ts";
import { lookAtResource } from "./look-at-resource.ts";
import { lookByCommand } from "./look-by-command.ts";
import { lookOverHttp } from "./look-over-http.ts";

const defaultTimeoutMs = 120_000;
const defaultEveryMs = 1_000;

/**
 * Looks at a probe again and again until it holds. A look under way when time is up is cut off.
 * @throws RegattaError PROBE_FAILED with what was last seen when time is up, or when the probe names an output that is
 *   not there; the signal's reason when cut off.
 */
export async function waitForProbe(probe: Probe, probed: ProbedService): Promise<void> {
  const { clock, signal } = probed.calls;
  const { timeoutMs: limitMs = defaultTimeoutMs, everyMs = defaultEveryMs } = probe;
  let seen = "no answer";
  const onTimeUp = () => failed(probe, probed, limitMs, seen);
  await withTimeLimit({ clock, limitMs, signal, onTimeUp }, async (limited) => {
    const look = looker(probe, { ...probed, calls: { ...probed.calls, signal: limited } });
    for (;;) {
      const { held, seen: now } = await look();
      if (held) return;
      // What a look that was cut off has to say is not what the service has to say.
      limited.throwIfAborted();
      seen = now;
      await clock.sleep(everyMs, limited);
    }
  });
}

function looker(probe: Probe, probed: ProbedService): () => Promise<Look> {
  switch (probe.kind) {
    case "command":
      return () => lookByCommand(probe.command, probed);
    case "http": {
      const url = fillIn(probe.url, probed);
      return () => lookOverHttp(url, probe, probed.calls.signal);
    }
    case "resource":
      return () => lookAtResource(probe, probed);
  }
}

function failed(
  probe: Probe,
  { service, calls }: ProbedService,
  limitMs: number,
  seen: string,
): RegattaError {
  const message = `It was deployed, but was not ready ${limitMs / 1_000} s later: ${describeProbe(probe)}: last seen: ${seen}`;
  return new RegattaError(message, {
    code: "PROBE_FAILED",
    source: "service",
    nextStep: `Find out what "${service.name}" lacks there, or raise the probe's timeoutSeconds.`,
    account: calls.account,
    stackName: service.stackNames[0],
  });
}
