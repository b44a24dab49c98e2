import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { Stabilisation } from "./stabilisation.ts";

const table = {
  type: "AWS::DynamoDB::Table",
  physicalId: "orders",
  account: "210000000001",
  region: "eu-west-1",
};

test("a resource is on its way for as long as it was told, in its own account", async () => {
  const clock = new ManualClock();
  const stabilisation = new Stabilisation({ clock });
  stabilisation.begin(table, "create", 100);
  expect(stabilisation.of(table)).toBe("create");
  expect(stabilisation.of({ ...table, account: "210000000002" })).toBeUndefined();
  await clock.advance(99);
  expect(stabilisation.of(table)).toBe("create");
  await clock.advance(1);
  expect(stabilisation.of(table)).toBeUndefined();
});

test("an update of what is not there yet does not bring it there", () => {
  const stabilisation = new Stabilisation({ clock: new ManualClock() });
  stabilisation.begin(table, "create", 100);
  stabilisation.begin(table, "update", 10);
  expect(stabilisation.of(table)).toBe("create");
});

test("what somebody waited for is usable at once", () => {
  const stabilisation = new Stabilisation({ clock: new ManualClock() });
  stabilisation.begin(table, "create", 100);
  stabilisation.end(table);
  expect(stabilisation.of(table)).toBeUndefined();
  stabilisation.begin(table, "update", 0);
  expect(stabilisation.of(table)).toBeUndefined();
});
