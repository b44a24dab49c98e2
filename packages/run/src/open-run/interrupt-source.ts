/** Where interruptions come from: the process's signals, or a test. */
export interface InterruptSource {
  /** Calls the listener for every signal, with how many came so far, this one included. */
  onInterrupt(listener: (signal: "SIGINT" | "SIGTERM", count: number) => void): void;
}
