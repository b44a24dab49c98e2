import type { ServiceFileInput } from "./config-input.ts";

/** Gives a `regatta.service` file its types: `export default defineService({ … })`. Returns what it is given. */
export function defineService(service: ServiceFileInput): ServiceFileInput {
  return service;
}
