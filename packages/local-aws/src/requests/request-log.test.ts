import { expect, test } from "@jest/globals";
import { type LoggedRequest, RequestBook } from "./request-log.ts";

function request(special: Partial<LoggedRequest> = {}): LoggedRequest {
  return { service: "dynamodb", operation: "Query", account: "1", at: 0, status: 200, ...special };
}

test("requests are listed oldest first, by service, operation and account", () => {
  const book = new RequestBook();
  const [query, put, other] = [request(), request({ operation: "PutItem" }), request({ account: "2" })];
  for (const one of [query, put, other]) book.note(one);
  expect(book.list()).toEqual([query, put, other]);
  expect(book.list({ operation: "Query" })).toEqual([query, other]);
  expect(book.list({ operation: "Query", account: "2" })).toEqual([other]);
  expect(book.list({ service: "sts" })).toEqual([]);
  book.clear();
  expect(book.list()).toEqual([]);
});

test("waiting ends with the request that makes the count full, those before counted", async () => {
  const book = new RequestBook();
  book.note(request({ at: 1 }));
  const third = book.waitFor({ operation: "Query" }, 3);
  book.note(request({ operation: "PutItem", at: 2 }));
  book.note(request({ at: 3 }));
  book.note(request({ at: 4 }));
  expect((await third).at).toBe(4);
  expect((await book.waitFor({ operation: "Query" }, 2)).at).toBe(3);
});

test("waiting ends by the signal, or when the log is closed", async () => {
  const book = new RequestBook();
  const stop = new AbortController();
  const stopped = book.waitFor({}, 1, stop.signal);
  const closed = book.waitFor({});
  stop.abort(new Error("enough"));
  await expect(stopped).rejects.toThrow("enough");
  book.close();
  await expect(closed).rejects.toThrow("closed");
  await expect(book.waitFor({}, 1, AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
});

test("the oldest of very many are forgotten", () => {
  const book = new RequestBook(10);
  for (let at = 0; at < 25; at += 1) book.note(request({ at }));
  const kept = book.list().map(({ at }) => at);
  expect(kept.length).toBeGreaterThanOrEqual(10);
  expect(kept.length).toBeLessThan(20);
  expect(kept.at(-1)).toBe(24);
});
