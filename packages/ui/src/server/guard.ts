import { createHash, timingSafeEqual } from "node:crypto";

/** Of a request, what decides whether it is answered. */
export interface Asked {
  method: string | undefined;
  host: string | undefined;
  origin: string | undefined;
  /** What the browser says of where the request comes from: `Sec-Fetch-Site`. */
  site: string | undefined;
  cookie: string | undefined;
}

export interface Refusal {
  status: 403 | 405 | 421;
  /** Why; a sentence. */
  why: string;
}

/**
 * Why a request is not answered, whoever makes it. A name that is not this machine's own is one that somebody else let
 * lead here (DNS rebinding); any port is right, for the page may come through a tunnel. Pure.
 */
export function refusalOf({ method, host, origin }: Asked): Refusal | undefined {
  if (method !== "GET") return { status: 405, why: "This page only reads." };
  const name = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/.exec(host ?? "");
  if (!name) return { status: 421, why: "This page has another address." };
  if (origin !== undefined && origin !== `http://${host}`) return fromElsewhere;
  return undefined;
}

/** Why a request is not answered that has no token: it comes from another page, or has not the right cookie. Pure. */
export function refusalOfVisitor(
  asked: Asked,
  door: { cookie: string; secret: string },
): Refusal | undefined {
  const { site, cookie = "" } = asked;
  if (site !== undefined && site !== "same-origin" && site !== "none") return fromElsewhere;
  const shown = cookie.split(";").map((part) => part.trim().split("="));
  const isKnown = shown.some(([name, value = ""]) => name === door.cookie && isSame(value, door.secret));
  return isKnown
    ? undefined
    : { status: 403, why: "This browser has not come by the address with the token." };
}

const fromElsewhere: Refusal = { status: 403, why: "This was asked for by another page." };

/** Whether two texts are the same, in a time that tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
