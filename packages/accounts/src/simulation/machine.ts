import type { Clock } from "@regatta/foundation";
import type { Event, EventLoop } from "./event-loop.ts";

export interface MachineOptions {
  name: string;
  loop: EventLoop;
  /** How wrong its wall clock is, ms. */
  wallClockOff: number;
  /** How fast its clocks go; 1 is right. */
  rate: number;
}

/** `stopped`: its processes stand still, its clocks go on. `asleep`: its monotonic clock stands still too. */
export type Pause = "stopped" | "asleep";

interface Timer {
  event: Event;
  fire: () => void;
}

/** A machine that can be paused, put to sleep and crash, with clocks of its own. */
export class Machine implements Clock {
  readonly name: string;
  readonly #loop: EventLoop;
  readonly #rate: number;
  readonly #startedAt: number;
  readonly #timers = new Set<Timer>();
  #wallClockOff: number;
  #pause: { kind: Pause; since: number; arrived: Array<() => void> } | undefined;
  #sleptMs = 0;
  #wokeAt = Number.NEGATIVE_INFINITY;
  #resumedAt = Number.NEGATIVE_INFINITY;
  #crashed = false;

  constructor({ name, loop, wallClockOff, rate }: MachineOptions) {
    this.name = name;
    this.#loop = loop;
    this.#rate = rate;
    this.#wallClockOff = wallClockOff;
    this.#startedAt = loop.now;
  }

  now(): number {
    return this.#loop.now + this.#wallClockOff;
  }

  monotonic(): number {
    return (this.#loop.now - this.#startedAt - this.#sleptMs) * this.#rate;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#timers.delete(timer);
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const stop = () => {
        timer.event.cancelled = true;
        this.#timers.delete(timer);
        reject(signal?.reason);
      };
      // Whole milliseconds, at least one, as Node's timers have it.
      const wait = Math.max(1, Math.trunc(ms)) / this.#rate;
      const timer: Timer = { event: this.#loop.after(wait, () => this.hears(timer.fire)), fire: end };
      this.#timers.add(timer);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  /** Someone sets its wall clock. */
  setWallClockOff(ms: number): void {
    this.#wallClockOff = ms;
  }

  /** Neither crashed nor paused. */
  get runs(): boolean {
    return !this.#crashed && !this.#pause;
  }

  /** True time since which its monotonic clock has not stood still, ms; infinite while it does. */
  get wokeAt(): number {
    return this.#pause?.kind === "asleep" ? Number.POSITIVE_INFINITY : this.#wokeAt;
  }

  /** True time at which it last went on after any pause; infinite while it is paused. */
  get resumedAt(): number {
    return this.#pause ? Number.POSITIVE_INFINITY : this.#resumedAt;
  }

  /** Something reaches the machine: now, when it goes on, or never. */
  hears(what: () => void): void {
    if (this.#crashed) return;
    if (this.#pause) this.#pause.arrived.push(what);
    else what();
  }

  pause(kind: Pause): void {
    if (this.runs) this.#pause = { kind, since: this.#loop.now, arrived: [] };
  }

  /** Goes on. What came due in a pause happens now, in its order; what a sleep put off happens that much later. */
  resume(): void {
    if (!this.#pause || this.#crashed) return;
    const { kind, since, arrived } = this.#pause;
    this.#pause = undefined;
    this.#resumedAt = this.#loop.now;
    if (kind === "asleep") {
      const slept = this.#loop.now - since;
      this.#sleptMs += slept;
      this.#wokeAt = this.#loop.now;
      const due = new Set(arrived);
      for (const timer of this.#timers) {
        due.delete(timer.fire);
        this.#putOff(timer, slept);
      }
      for (const what of due) this.#loop.after(0, () => this.hears(what));
      return;
    }
    for (const what of arrived) this.#loop.after(0, () => this.hears(what));
  }

  /** Dies without a word, for good. */
  crash(): void {
    this.#crashed = true;
    for (const { event } of this.#timers) event.cancelled = true;
    this.#timers.clear();
  }

  #putOff(timer: Timer, ms: number): void {
    timer.event.cancelled = true;
    timer.event = this.#loop.at(timer.event.at + ms, () => this.hears(timer.fire));
  }
}
