/** Where a service keeps its state by name, as JSON values. */
export interface StateStore {
  /** What was last saved under the name, or undefined. */
  load(name: string): Promise<unknown | undefined>;
  /**
   * Keeps a value. It is captured when this is called (later changes to the object are not seen); saves
   * of one name land in the order of the calls.
   * @param name path-like, such as `210000000001/ssm`; letters, digits, `.`, `_`, `-` between slashes.
   * @param value anything JSON can hold.
   * @returns when the value would survive the process being killed.
   */
  save(name: string, value: unknown): Promise<void>;
}
