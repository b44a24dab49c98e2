import { randomBytes } from "node:crypto";

/**
 * The secrets of one server. Cookies do not know ports: this one is kept below a path that nobody else on this machine has, so
 * that no other server here is ever shown it.
 */
export interface Door {
  /** The path everything lies below, with a slash at both ends; no secret. */
  base: string;
  /** What the address has that a browser is opened with. */
  token: string;
  /** The cookie's name. */
  cookie: string;
  /** The cookie's value, which the browser alone is told. */
  secret: string;
}

/** Secrets that nobody can guess. */
export function newDoor(): Door {
  const base = randomBytes(6).toString("base64url");
  const [token, secret] = [randomBytes(32), randomBytes(32)].map((bytes) => bytes.toString("base64url"));
  return { base: `/${base}/`, token: token as string, cookie: "regatta-ui", secret: secret as string };
}
