import type { Stretch } from "@regatta/foundation";
import type { RunEvent } from "@regatta/run-log";
import { type AccountEvent, StayTrack } from "./stay-track.ts";
import { divideTime, type RunSplit } from "./time-split.ts";

/** The accounts of a run over time, read from its events. */
export class RunTracks {
  readonly #all: StayTrack[] = [];
  readonly #current = new Map<string, StayTrack>();
  readonly #waits: Stretch[] = [];
  #waitingSince: number | undefined;
  #to = 0;
  #from = 0;

  /** @param end when the run ended. */
  static of(events: readonly RunEvent[], end: number): RunTracks {
    const tracks = new RunTracks();
    tracks.#from = events[0]?.at ?? end;
    for (const event of events) tracks.#apply(event);
    tracks.#close(Math.max(tracks.#from, end));
    return tracks;
  }

  /** Every time an account was leased. */
  get stays(): readonly StayTrack[] {
    return this.#all;
  }

  /** Where the run's own time went. */
  time(): RunSplit {
    const whole = { from: this.#from, to: this.#to };
    const work = this.#all.flatMap(({ lastWorkAt }) => lastWorkAt ?? []);
    const ends = work.length > 0 ? work : this.#all.map(({ to }) => to);
    const ending = ends.length > 0 ? [{ from: Math.max(...ends), to: this.#to }] : [];
    return divideTime(
      whole,
      [
        ["test", this.#all.flatMap(({ tests }) => tests)],
        ["deploy", this.#all.flatMap(({ deploys }) => deploys)],
        ["end", ending],
        ["lease", this.#all.flatMap(({ gettingReady }) => gettingReady)],
        ["idle", this.#all.map(({ from, to }) => ({ from, to }))],
        ["wait", this.#waits],
      ],
      "start",
    );
  }

  #apply(event: RunEvent): void {
    if (event.kind === "lease-waiting") this.#waitingSince ??= event.at;
    if (event.kind === "lease-acquired") {
      this.#waitEnds(event.at);
      this.#begin(event.account, event.at);
    }
    if (!("account" in event)) return;
    // What comes from a container's queue names accounts this run never had.
    const stay = this.#current.get(event.account);
    if (!stay) return;
    stay.apply(event);
    this.#applyToFiles(event);
  }

  // A file may have other accounts beside the one it runs in.
  #applyToFiles(event: AccountEvent): void {
    if (event.kind !== "file-started" && event.kind !== "file-finished" && event.kind !== "file-cut-off")
      return;
    for (const account of [event.account, ...(event.others ?? [])]) {
      const stay = this.#current.get(account);
      if (event.kind === "file-started") stay?.fileBegan(event.file, event.at);
      else stay?.fileEnded(event.file, event.at);
    }
  }

  #begin(account: string, at: number): void {
    this.#current.get(account)?.close(at);
    const stay = new StayTrack(account, at);
    this.#current.set(account, stay);
    this.#all.push(stay);
  }

  #waitEnds(at: number): void {
    if (this.#waitingSince !== undefined) this.#waits.push({ from: this.#waitingSince, to: at });
    this.#waitingSince = undefined;
  }

  #close(end: number): void {
    this.#to = end;
    this.#waitEnds(this.#to);
    for (const stay of this.#all) stay.close(this.#to);
  }
}
