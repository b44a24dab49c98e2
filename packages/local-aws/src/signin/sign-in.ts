import { randomBytes } from "node:crypto";
import type { Clock } from "@regatta/foundation";
import type { HttpCall } from "../gateway/http-call.ts";
import type { KeyRing } from "../identity/key-ring.ts";

/** Where the federation endpoint is, as on signin.aws.amazon.com. */
export const federationPath = "/federation";

/** What goes back over the wire. */
export interface SignInAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A token is good for a sign-in for so long (IAM guide, "Enabling custom identity broker access"). */
const tokenLifeMs = 15 * 60_000;

/** The endpoint that turns a session into a sign-in to the console. The console itself is not here. */
export class SignIn {
  readonly #keys: KeyRing;
  readonly #clock: Clock;
  readonly #tokens = new Map<string, number>();

  constructor(options: { keys: KeyRing; clock: Clock }) {
    this.#keys = options.keys;
    this.#clock = options.clock;
  }

  /** Answers `getSigninToken` and `login`; never throws. */
  answer({ query }: HttpCall): SignInAnswer {
    const asked = new URLSearchParams(query);
    const action = asked.get("Action");
    if (action === "getSigninToken") return this.#token(asked.get("Session") ?? "");
    return action === "login" ? this.#login(asked) : refused();
  }

  #token(text: string): SignInAnswer {
    const session = parsed(text);
    const identity = this.#keys.find(session.sessionId ?? "");
    const isGood =
      identity?.sessionToken !== undefined &&
      identity.sessionToken === session.sessionToken &&
      identity.secretAccessKey === session.sessionKey &&
      (identity.expiresAt ?? 0) > this.#clock.now();
    if (!isGood) return refused();
    const token = randomBytes(48).toString("base64url");
    this.#tokens.set(token, this.#clock.now() + tokenLifeMs);
    return {
      status: 200,
      body: JSON.stringify({ SigninToken: token }),
      headers: { "content-type": "application/json" },
    };
  }

  #login(asked: URLSearchParams): SignInAnswer {
    const endsAt = this.#tokens.get(asked.get("SigninToken") ?? "") ?? 0;
    if (endsAt <= this.#clock.now()) return refused();
    return { status: 302, body: "", headers: { location: asked.get("Destination") ?? "/" } };
  }
}

function parsed(text: string): { sessionId?: string; sessionKey?: string; sessionToken?: string } {
  try {
    return (JSON.parse(text) ?? {}) as object;
  } catch {
    return {};
  }
}

function refused(): SignInAnswer {
  return { status: 400, body: "", headers: { "content-type": "text/html" } };
}
