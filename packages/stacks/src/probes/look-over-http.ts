import { messageOf } from "@regatta/foundation";
import type { Probe } from "../service/probe.ts";
import type { Look } from "./look.ts";

type HttpProbe = Extract<Probe, { kind: "http" }>;

/** No answer takes longer, ms: a connection nobody answers must not use up a probe's whole patience. */
const answerMs = 10_000;

/** Makes one request, to `url`. A redirect is followed unless it is what is waited for. Never rejects. */
export async function lookOverHttp(url: string, probe: HttpProbe, signal: AbortSignal): Promise<Look> {
  const { method = "GET", status } = probe;
  const redirect = status !== undefined && status >= 300 && status < 400 ? "manual" : "follow";
  const limited = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
  try {
    const answer = await fetch(url, { method, redirect, signal: limited });
    await answer.body?.cancel();
    const held = status === undefined ? answer.ok : answer.status === status;
    return { held, seen: `${answer.status} ${answer.statusText}`.trim() };
  } catch (error) {
    return { held: false, seen: whyNot(error) };
  }
}

// Fetch says only "fetch failed"; the cause says of what. No message with the URL in it: it has an output's value.
function whyNot(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === "TimeoutError") return `no answer in ${answerMs / 1_000} s`;
  return cause?.code ?? (cause === undefined ? "no request could be made" : messageOf(cause));
}
