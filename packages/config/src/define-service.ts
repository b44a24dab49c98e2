import type { ServiceFileInput } from "./service-input.ts";

/** Gives a `regatta.service` file its types: `export default defineService({ … })`. Returns what it is given. */
export function defineService(service: ServiceFileInput): ServiceFileInput {
  return service;
}
