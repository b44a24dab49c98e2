import { everySpan, type Span, type SpanKind } from "../spans/span.ts";
import { counterEvents } from "./counter-events.ts";
import { idleStretches } from "./idle-stretches.ts";
import { inLanes } from "./in-lanes.ts";
import type { TraceEvent } from "./trace-event.ts";

/** A slice, with those that lie within it on the same track. */
interface Slice {
  name: string;
  kind: SpanKind | "idle";
  from: number;
  to: number;
  args: Record<string, unknown>;
  children: Slice[];
}

/** The group of tracks of the run; those of the accounts follow it. */
const RUN = 1;
/** More tracks than that no account needs; threads of different groups shall differ in their numbers. */
const TRACKS = 1_000;

/** The events of a trace file, as they are drawn. */
export class Drawing {
  readonly events: TraceEvent[] = [];
  readonly #startedAt: number;
  #groups = 0;
  #tracks = 0;

  /** @param startedAt ms since the epoch: where the file's time begins. */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** The run's own tracks, and the counters. */
  run(root: Span): void {
    this.#group(`run ${root.attributes["cicd.pipeline.run.id"]}`);
    this.#track("run", [{ ...sliceOf(root), children: [] }]);
    this.#instants(root);
    this.#lanes("before", root.children.filter(isOneOf("selection", "waiting")).map(sliceOf));
    const spans = [...everySpan(root)];
    this.#counter("accounts held", spans.filter(isOneOf("account")));
    this.#counter("deploys under way", spans.filter(isOneOf("deploy")));
    this.#counter("files running", spans.filter(isOneOf("file")));
  }

  /** The tracks of one account. @param stays each time the run had it. */
  account(account: string, stays: Span[]): void {
    this.#group(account);
    const held = stays.map((stay) => ({ ...sliceOf(stay), name: "held", children: [] }));
    this.#track("account", held);
    for (const stay of stays) this.#instants(stay);
    const children = stays.flatMap((stay) => stay.children);
    this.#lanes("entering", children.filter(isOneOf("session", "stacks")).map(sliceOf));
    this.#lanes("deploys", children.filter(isOneOf("deploy", "probe")).map(sliceOf));
    this.#lanes("files", stays.flatMap(slicesOfFiles));
  }

  #group(name: string): void {
    this.#groups++;
    this.#tracks = 0;
    this.events.push(
      { ph: "M", pid: this.#pid, name: "process_name", args: { name } },
      { ph: "M", pid: this.#pid, name: "process_sort_index", args: { sort_index: this.#groups } },
    );
  }

  #lanes(name: string, slices: Slice[]): void {
    const lanes = inLanes(slices);
    for (const [i, lane] of lanes.entries()) this.#track(lanes.length > 1 ? `${name} ${i + 1}` : name, lane);
  }

  #track(name: string, slices: Slice[]): void {
    this.#tracks++;
    const where = { pid: this.#pid, tid: this.#tid };
    this.events.push(
      { ph: "M", ...where, name: "thread_name", args: { name } },
      { ph: "M", ...where, name: "thread_sort_index", args: { sort_index: this.#tracks } },
    );
    for (const slice of slices) this.#slice(slice);
  }

  #slice({ name, kind, from, to, args, children }: Slice): void {
    const ts = this.#time(from);
    const dur = this.#time(to) - ts;
    this.events.push({ ph: "X", pid: this.#pid, tid: this.#tid, ts, dur, name, cat: kind, args });
    for (const child of children) this.#slice(child);
  }

  #instants({ kind, moments }: Span): void {
    for (const { at, name, attributes } of moments) {
      const where = { pid: this.#pid, tid: this.#tid, ts: this.#time(at) };
      this.events.push({ ph: "i", s: "t", ...where, name, cat: kind, args: attributes });
    }
  }

  #counter(name: string, stretches: Span[]): void {
    this.events.push(...counterEvents({ name, pid: RUN, stretches, time: (at) => this.#time(at) }));
  }

  get #pid(): number {
    return this.#groups;
  }

  get #tid(): number {
    return this.#groups * TRACKS + this.#tracks;
  }

  #time(at: number): number {
    return Math.round((at - this.#startedAt) * 1_000);
  }
}

function sliceOf(span: Span): Slice {
  const { kind, from, to, result, message, attributes, children } = span;
  const args = { result, ...(message === undefined ? {} : { message }), ...attributes };
  return { name: nameOf(span), kind, from, to, args, children: children.map(sliceOf) };
}

// Slices are short, and their track says that they are files or deploys.
function nameOf({ name, kind, attributes }: Span): string {
  if (kind === "file") return String(attributes["test.suite.name"]);
  return kind === "deploy" ? String(attributes["regatta.service"]) : name;
}

function slicesOfFiles(stay: Span): Slice[] {
  const busy = stay.children.filter(isOneOf("worker", "freshening", "file"));
  const idle = idleStretches(stay, busy).map(
    (stretch): Slice => ({ ...stretch, name: "idle", kind: "idle", args: {}, children: [] }),
  );
  return [...busy.map(sliceOf), ...idle];
}

function isOneOf(...kinds: SpanKind[]): (span: Span) => boolean {
  return ({ kind }) => kinds.includes(kind);
}
