export { type Clock, systemClock } from "./clock.ts";
export {
  type ErrorSource,
  isRegattaError,
  messageOf,
  RegattaError,
  type RegattaErrorDetails,
} from "./errors.ts";
export { ManualClock } from "./manual-clock.ts";
export { median } from "./median.ts";
