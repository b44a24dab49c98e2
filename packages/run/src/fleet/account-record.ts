import type { DeployEvent } from "@regatta/stacks";

/** What happened in one account during a run, as far as it decides how the account goes back. */
export class AccountRecord {
  readonly #deploying = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #running = new Set<string>();
  #up = 0;
  #isPrepared = false;
  #hadFiles = false;
  #incident: string | undefined;
  #suspicion: string | undefined;
  #isCleaningData = false;
  #failedFile: string | undefined;

  /** A deploy (or the clearing of a broken stack) has begun: cut off before its end, it leaves a half-done account. */
  deployStarted(service: string): void {
    this.#deploying.add(service);
  }

  /** A service is up and answers. */
  deployEnded(service: string): void {
    this.#up++;
    this.#deploying.delete(service);
  }

  /** A service could not be deployed: what is half-done there stays, if its deploy was begun. */
  deployFailed(service: string): void {
    if (this.#deploying.delete(service)) this.#failed.add(service);
  }

  /** Takes in what deploying tells of a service. */
  deployEvent(event: DeployEvent): void {
    switch (event.kind) {
      case "deploy-started":
      case "stack-cleared":
        this.deployStarted(event.service);
        break;
      case "deploy-finished":
      case "service-skipped":
        this.deployEnded(event.service);
        break;
      case "deploy-failed":
        this.deployFailed(event.service);
        break;
      default:
        break;
    }
  }

  /** Every service came to its end: deployed, skipped, or nothing of it touched. */
  prepared(): void {
    this.#isPrepared = true;
    this.#deploying.clear();
    this.#failed.clear();
  }

  fileStarted(file: string): void {
    this.#hadFiles = true;
    this.#running.add(file);
  }

  /** A file has its result, passed or failed: it had its chance to clean up after itself. */
  fileEnded(file: string): void {
    this.#running.delete(file);
  }

  /** A file did not pass. */
  fileFailed(file: string): void {
    this.#failedFile ??= file;
  }

  /** The first file that did not pass there. */
  get failedFile(): string | undefined {
    return this.#failedFile;
  }

  /** Something that leaves the account in an unknown state; the first one is the reason told. */
  incident(reason: string): void {
    this.#incident ??= reason;
  }

  /** Files that failed there passed elsewhere: the reason told, whatever else happened. */
  suspect(files: readonly string[]): void {
    this.#suspicion = `suspect: failed here and passed in another account: ${files.join(", ")}`;
  }

  /** The team's command begins to change the account's data: cut off before its end, nobody knows what is there. */
  dataCleaningStarted(): void {
    this.#isCleaningData = true;
  }

  /** The data is what it was. */
  dataCleaned(): void {
    this.#isCleaningData = false;
  }

  /** What is under way there, in a few words for people. @param services how many there are to deploy. */
  activity(services: number): string {
    if (this.#running.size > 0) return these(this.#running);
    if (this.#isCleaningData) return "cleaning its data";
    const progress = `(${this.#up} of ${services} up)`;
    if (this.#deploying.size > 0) return `deploying ${these(this.#deploying)} ${progress}`;
    if (!this.#isPrepared) return `getting ready ${progress}`;
    return this.#hadFiles ? "waiting for its next file" : "idle";
  }

  /** How the account goes back if it is handed back now. Only an account nothing was cut off in is available. */
  verdict(): AccountVerdict {
    if (this.#suspicion !== undefined) return { kind: "dirty", reason: this.#suspicion };
    if (this.#incident !== undefined) return { kind: "dirty", reason: this.#incident };
    const [deploying] = this.#deploying;
    if (deploying !== undefined) return { kind: "dirty", reason: `the deploy of ${deploying} was cut off` };
    const [failed] = this.#failed;
    if (failed !== undefined) return { kind: "dirty", reason: `the deploy of ${failed} failed` };
    const [file] = this.#running;
    if (file !== undefined) return { kind: "dirty", reason: `${file} was cut off` };
    if (this.#isCleaningData) return { kind: "dirty", reason: "cleaning its data was cut off" };
    return { kind: "available" };
  }
}

export type AccountVerdict = { kind: "available" } | { kind: "dirty"; reason: string };

function these(names: ReadonlySet<string>): string {
  const [first = ""] = names;
  return names.size === 1 ? first : `${first} and ${names.size - 1} more`;
}
