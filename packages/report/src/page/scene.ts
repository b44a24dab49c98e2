import type { ReportTime, RunPhase } from "../report-data.ts";
import type { Colours } from "./colours.ts";
import type { TimelineGeometry } from "./timeline-geometry.ts";
import type { Chosen } from "./timeline-keys.ts";
import type { TimelineItem, TimelineRow } from "./timeline-rows.ts";
import type { Slice } from "./utilisation.ts";

/** All that a drawing of the timeline is made from. */
export interface Scene {
  rows: readonly TimelineRow[];
  geometry: TimelineGeometry;
  /** px, of what is seen. */
  height: number;
  colours: Colours;
  slices: readonly Slice[];
  /** How long the run was, ms. */
  total: number;
  time: ReportTime | undefined;
  /** What the run as a whole was at. */
  phases: readonly RunPhase[];
  isWanted(item: TimelineItem): boolean;
  chosen: Chosen | undefined;
}
