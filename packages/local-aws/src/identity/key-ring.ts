import { randomBytes } from "node:crypto";
import type { Clock } from "@regatta/foundation";
import type { StateStore } from "../state/state-store.ts";
import type { World } from "./world.ts";

/** The role a session is one of. */
export interface SessionRole {
  readonly name: string;
  /** `AROA…`: a role made anew under the same name is another one. */
  readonly id: string;
  readonly arn: string;
  /** The policy given with AssumeRole: the session may do no more. */
  readonly policy?: string;
}

/** Whom an access key belongs to. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  /** Only sessions have these two. */
  readonly sessionToken?: string;
  /** Server time, ms since the epoch. */
  readonly expiresAt?: number;
  /** Server time, ms since the epoch. */
  readonly issuedAt?: number;
  readonly role?: SessionRole;
  /** Session tags. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A session: keys that end. */
export type Session = Identity & { readonly sessionToken: string; readonly expiresAt: number };

const stateName = "sessions";

/** An expired key is remembered this long, to be told apart from one that never was. */
const rememberExpiredMs = 24 * 3_600_000;

/** Every access key there is: the hub user's, and those STS handed out. */
export class KeyRing {
  readonly #identities = new Map<string, Identity>();
  readonly #sessions = new Map<string, Session>();
  readonly #state: StateStore;
  readonly #clock: Clock;

  private constructor(options: { state: StateStore; clock: Clock; world: World }) {
    this.#state = options.state;
    this.#clock = options.clock;
    const { hub, hubUser } = options.world;
    this.#identities.set(hubUser.accessKeyId, { ...hubUser, account: hub.id });
  }

  /** Opens the ring with the sessions the state remembers. */
  static async open(options: { state: StateStore; clock: Clock; world: World }): Promise<KeyRing> {
    const ring = new KeyRing(options);
    const kept = (await options.state.load(stateName)) as Session[] | undefined;
    for (const session of kept ?? []) ring.#sessions.set(session.accessKeyId, session);
    return ring;
  }

  /** Whom the key belongs to, expired or not. */
  find(accessKeyId: string): Identity | undefined {
    return this.#identities.get(accessKeyId) ?? this.#sessions.get(accessKeyId);
  }

  /**
   * Makes keys that end.
   * @param options.lifeMs from now, by server time.
   */
  async issueSession(options: {
    account: string;
    arn: string;
    userId: string;
    lifeMs: number;
    role: SessionRole;
    tags: Readonly<Record<string, string>>;
  }): Promise<Session> {
    const now = this.#clock.now();
    const session: Session = {
      accessKeyId: `ASIA${randomName(16)}`,
      secretAccessKey: randomBytes(30).toString("base64"),
      sessionToken: randomBytes(96).toString("base64"),
      account: options.account,
      arn: options.arn,
      userId: options.userId,
      expiresAt: now + options.lifeMs,
      issuedAt: now,
      role: options.role,
      tags: options.tags,
    };
    this.#sessions.set(session.accessKeyId, session);
    for (const [key, { expiresAt }] of this.#sessions) {
      if (expiresAt + rememberExpiredMs < now) this.#sessions.delete(key);
    }
    await this.#state.save(stateName, [...this.#sessions.values()]);
    return session;
  }
}

/** Letters and digits as AWS's ids have them: base 32. */
function randomName(length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join("");
}
