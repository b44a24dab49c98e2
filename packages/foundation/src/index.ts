export { busyMs, type Stretch } from "./busy-ms.ts";
export { type Clock, systemClock } from "./clock.ts";
export { describeActor, describeHolder } from "./describe-actor.ts";
export { didYouMean, nearest } from "./did-you-mean.ts";
export { endWithProcess } from "./end-with-process.ts";
export {
  type ErrorSource,
  isRegattaError,
  messageOf,
  RegattaError,
  type RegattaErrorDetails,
} from "./errors.ts";
export { firstLine } from "./first-line.ts";
export { followed } from "./followed.ts";
export { hasColours } from "./has-colours.ts";
export { killMarked } from "./kill-marked.ts";
export { ManualClock } from "./manual-clock.ts";
export { matchesName } from "./matches-name.ts";
export { median } from "./median.ts";
export { killGroup } from "./process-group.ts";
export { untilGroupEnded } from "./until-group-ended.ts";
export { watchAnswers } from "./watch-answers.ts";
