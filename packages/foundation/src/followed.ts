import { setMaxListeners } from "node:events";

/**
 * A signal that is aborted with the first of `signals`, for as many listeners as there will be: Node warns of more than
 * a few on one signal, and what deals with many services or repositories has many. It adds no listener to those it follows.
 */
export function followed(...signals: AbortSignal[]): AbortSignal {
  const signal = AbortSignal.any(signals);
  setMaxListeners(0, signal);
  return signal;
}
