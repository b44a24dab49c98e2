import type { RunEvent } from "@regatta/run-log";
import { type AccountEnd, endOfStay } from "./end-of-stay.ts";
import { momentOf } from "./moment-of.ts";
import { type Ending, type OpenSpan, oneLine } from "./open-span.ts";
import type { Attributes, SpanKind } from "./span.ts";

export type AccountEvent = Extract<RunEvent, { account: string }>;
type Event<K extends AccountEvent["kind"]> = Extract<AccountEvent, { kind: K }>;

interface Begin {
  kind: SpanKind;
  /** What its end finds it by. */
  key: string;
  name: string;
  /** Where the name, and the account, do not make one. */
  id?: string;
  spanId?: string;
  attributes?: Attributes;
}

/** An account in a run, from its lease to the end of it. */
export class AccountStay {
  readonly span: OpenSpan;
  readonly #account: string;
  readonly #uniqueId: (id: string) => string;
  readonly #skipped: string[] = [];
  /** When workers were started that had no file yet. */
  readonly #workersFrom: number[] = [];
  #endedAt: number | undefined;
  #end: AccountEnd | undefined;

  /** @param uniqueId makes a span's id one that no other has. */
  constructor(run: OpenSpan, account: string, at: number, uniqueId: (id: string) => string) {
    this.#account = account;
    this.#uniqueId = uniqueId;
    const [accountId = account, region = ""] = account.split("/");
    const id = uniqueId(`account ${account}`);
    const attributes = {
      "cloud.provider": "aws",
      "cloud.account.id": accountId,
      "cloud.region": region,
      "cicd.worker.id": account,
    };
    this.span = run.begin(id, { kind: "account", id, name: "account", account, at, attributes });
  }

  /** It was handed back or lost: what is leased next is another one. */
  get isOver(): boolean {
    return this.#endedAt !== undefined;
  }

  /** Takes in an event of the account, but for those of its files. @param at not before that of the event before. */
  apply(event: AccountEvent, at: number): void {
    const moment = momentOf(event);
    if (moment) this.span.note(at, moment.name, moment.attributes);
    const end = endOfStay(event);
    if (end) {
      this.#endedAt = at;
      // One that was rejected or lost is handed back too, if it can be.
      this.#end ??= end.how;
      this.span.settle(end);
    }
    this.#applyToChildren(event, at);
  }

  /** A file begins in it. */
  fileStarted({ file, attempt, others, copy, span }: Event<"file-started">, at: number): OpenSpan {
    const workerFrom = this.#workersFrom.shift();
    if (workerFrom !== undefined) {
      this.#begin({ kind: "worker", key: "worker", name: "start worker" }, workerFrom).end(at, ok);
    }
    const name = `test ${file}`;
    const attributes = {
      ...task(name, "test"),
      "test.suite.name": file,
      "regatta.attempt": attempt,
      ...(others ? { "regatta.other_accounts": others } : {}),
      ...(copy ? { "regatta.copy": true } : {}),
    };
    const given = span !== undefined && /^[\da-f]{16}$/.test(span) ? { spanId: span } : {};
    const id = `file ${file} ${attempt}`;
    return this.#begin({ kind: "file", key: name, id, ...given, name, attributes }, at);
  }

  /** The attempt at the file that is under way in it. */
  file(file: string): OpenSpan | undefined {
    return this.span.child(`test ${file}`);
  }

  /** Ends what is left of it. @param at where nothing said that it ended: the end of the log. */
  close(at: number): void {
    this.span.set({ "regatta.account.end": this.#end ?? "unknown" });
    this.span.end(this.#endedAt ?? at, this.isOver ? ok : withoutEnd);
  }

  #applyToChildren(event: AccountEvent, at: number): void {
    switch (event.kind) {
      case "lease-acquired":
        this.span.set({ "regatta.lease.epoch": event.epoch });
        this.#begin({ kind: "session", key: "session", name: "open session" }, at);
        break;
      case "session-opened":
        this.span.child("session")?.end(at, ok);
        this.#begin({ kind: "stacks", key: "stacks", name: "read stacks" }, at);
        break;
      case "stacks-read":
        this.span.child("stacks")?.end(at, { ...ok, attributes: { "regatta.stacks": event.stacks } });
        break;
      case "service-skipped":
        this.#skipped.push(event.service);
        this.span.set({ "regatta.services.skipped": [...this.#skipped] });
        break;
      case "deploy-started":
        this.#deploy(event, at).set({ "regatta.deploy.reason": oneLine(event.reason) });
        break;
      case "deploy-finished": {
        const outcome = event.noUpdates ? "unchanged" : "deployed";
        this.span.child(`deploy ${event.service}`)?.end(at, { ...ok, attributes: deployOutcome(outcome) });
        break;
      }
      case "deploy-failed":
        this.#deployFailed(event, at);
        break;
      case "probe-started":
        this.#probeStarted(event, at);
        break;
      case "probe-held":
        this.#parentOfProbes(event.service).child(`probe ${event.service}`)?.end(at, ok);
        break;
      case "worker-started":
        this.#workersFrom.push(at);
        break;
      case "account-freshened":
        this.#freshened(event, at);
        break;
      default:
        break;
    }
  }

  #deploy({ service, stackName }: Event<"deploy-started" | "deploy-failed">, at: number): OpenSpan {
    const name = `deploy ${service}`;
    const attributes = {
      ...task(name, "deploy"),
      "regatta.service": service,
      "regatta.stack.name": stackName,
    };
    return this.#begin({ kind: "deploy", key: name, name, attributes }, at);
  }

  // Some fail before anything is deployed: a build, a template that is refused.
  #deployFailed(event: Event<"deploy-failed">, at: number): void {
    const span = this.span.child(`deploy ${event.service}`) ?? this.#deploy(event, at);
    const failed: Ending = { result: "failure", errorType: "deploy-failed", message: event.reason };
    span.child(`probe ${event.service}`)?.end(at, { ...failed, errorType: "probe-failed" });
    span.end(at, { ...failed, attributes: deployOutcome("failed") });
  }

  #probeStarted({ service }: Event<"probe-started">, at: number): void {
    const name = `probe ${service}`;
    this.#begin({ kind: "probe", key: name, name }, at, this.#parentOfProbes(service));
  }

  #parentOfProbes(service: string): OpenSpan {
    return this.span.child(`deploy ${service}`) ?? this.span;
  }

  // It is told when it is over, with how long it took.
  #freshened({ durationMs, problem }: Event<"account-freshened">, at: number): void {
    const from = Math.max(this.span.from, at - durationMs);
    const failed = problem === undefined ? undefined : { errorType: "data-hook", message: problem };
    const span = this.#begin({ kind: "freshening", key: "freshening", name: "freshen data" }, from);
    span.end(at, failed ? { result: "error", ...failed } : ok);
  }

  #begin({ id, ...start }: Begin, at: number, parent: OpenSpan = this.span): OpenSpan {
    const unique = this.#uniqueId(id ?? `${start.name} in ${this.#account}`);
    const span = parent.begin(start.key, { ...start, id: unique, account: this.#account, at });
    if (start.attributes) span.set({ "cicd.pipeline.task.run.id": unique });
    return span;
  }
}

const ok: Ending = { result: "success" };
const withoutEnd: Ending = {
  result: "error",
  errorType: "unfinished",
  message: "the log ends before it was handed back",
};

function task(name: string, type: "deploy" | "test"): Attributes {
  return { "cicd.pipeline.task.name": name, "cicd.pipeline.task.type": type };
}

function deployOutcome(outcome: "deployed" | "unchanged" | "failed"): Attributes {
  return { "regatta.deploy.outcome": outcome };
}
