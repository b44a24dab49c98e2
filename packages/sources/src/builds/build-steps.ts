/** What makes a service's code ready to be deployed. */
export interface BuildSteps {
  service: string;
  /** Where the commands run; absolute. */
  directory: string;
  /** Run by the shell, one after the other. */
  commands: readonly string[];
  /** What they make: files and folders, relative to `directory`. */
  outputs: readonly string[];
  /** The fingerprint of the service, as a digest. */
  digest: string;
}
