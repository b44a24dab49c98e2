import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseRemote, withoutCredentials } from "./remote.ts";

const addresses: Array<[string, { url: string; credentials?: string }]> = [
  [
    "https://t0ken@git.example.com/team/mail.git",
    { url: "https://git.example.com/team/mail.git", credentials: "https://t0ken:@git.example.com" },
  ],
  [
    "https://me:t0ken@git.example.com:8443/mail",
    { url: "https://git.example.com:8443/mail", credentials: "https://me:t0ken@git.example.com:8443" },
  ],
  ["https://git.example.com/a@b.git", { url: "https://git.example.com/a@b.git" }],
  ["git@git.example.com:team/mail.git", { url: "git@git.example.com:team/mail.git" }],
  ["ssh://git@git.example.com/mail.git", { url: "ssh://git@git.example.com/mail.git" }],
  ["/repositories/mail", { url: "/repositories/mail" }],
];

test.each(addresses)("%s", (address, expected) => {
  expect(parseRemote(address)).toMatchObject(expected);
});

test("a repository has one place in the cache, whatever its token is today", () => {
  const key = (address: string) => parseRemote(address).key;
  expect(key("https://a@host/x/mail.git")).toBe(key("https://b:c@host/x/mail.git"));
  expect(key("https://host/x/mail.git")).not.toBe(key("https://host/y/mail.git"));
  expect(key("https://host/x/mail.git")).toMatch(/^mail-[0-9a-f]{12}$/);
});

test("no address shows a secret, and every key is a plain folder name", () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9_%]{12,40}$/);
  const path = fc.webPath();
  fc.assert(
    fc.property(secret, fc.domain(), path, (token, host, rest) => {
      const remote = parseRemote(`https://${token}@${host}${rest}`);
      expect(remote.url).toBe(`https://${host}${rest}`);
      expect(remote.key).toMatch(/^[\w.-]+$/);
      expect(withoutCredentials(`fatal: 'https://${token}@${host}${rest}' not found`)).not.toContain(token);
    }),
  );
});
