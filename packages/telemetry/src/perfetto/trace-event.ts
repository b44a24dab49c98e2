/**
 * An event of the Trace Event Format (Google's document of that name, and Perfetto's "Visualizing external trace formats"):
 * `X` a slice, `i` an instant, `C` a counter's value, `M` a name. Times in µs.
 */
export type TraceEvent =
  | { ph: "X"; pid: number; tid: number; ts: number; dur: number; name: string; cat: string; args: Args }
  | { ph: "i"; s: "t"; pid: number; tid: number; ts: number; name: string; cat: string; args: Args }
  | { ph: "C"; pid: number; ts: number; name: string; args: Record<string, number> }
  | {
      ph: "M";
      pid: number;
      tid?: number;
      name: "process_name" | "thread_name" | "process_sort_index" | "thread_sort_index";
      args: Args;
    };

type Args = Record<string, unknown>;

/** A whole file. */
export interface TraceFile {
  displayTimeUnit: "ms";
  otherData: Record<string, string>;
  traceEvents: TraceEvent[];
}
