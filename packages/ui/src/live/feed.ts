/** Something a page can watch: a JSON document that changes. */
export interface Feed {
  /** What a page asks for it by, below `live/`. */
  name: string;
  /** How long after one look the next one begins, ms; at least ten times as long as the look took. */
  everyMs: number;
  /**
   * Begins to look at what the parameters ask for. All pages that ask for the same share the looks, and while no page
   * watches nothing is looked at.
   * @param signal nobody watches any more.
   * @returns looks once more. What it resolves to is sent as JSON, of the next one only what is different; the same object
   * again says that nothing is. What it throws is shown on the page, and it is tried again.
   */
  open(parameters: URLSearchParams, signal: AbortSignal): () => Promise<unknown>;
}

/** Why there is nothing new, for people. */
export interface Problem {
  message: string;
  code?: string;
  nextStep?: string;
}

/** What is known of a feed now. */
export interface Seen {
  /** What was seen last. */
  data?: unknown;
  /** Why the last look failed; missing where it did not. */
  problem?: Problem;
}
