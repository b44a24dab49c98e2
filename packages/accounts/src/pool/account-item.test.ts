import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type AccountFields, decodeAccount, encodeFields, itemKey } from "./account-item.ts";

const time = fc.nat();
const state = fc.constantFrom("available", "leased", "dirty", "cleaning", "quarantined", "disabled");
const texts = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => name !== "__proto__"),
  fc.string(),
);
const fields = fc.record({
  state,
  name: fc.string(),
  roleArn: fc.string(),
  externalId: fc.string(),
  leaseId: fc.string(),
  leaseHolder: fc.string(),
  leaseRunId: fc.string(),
  leaseEpoch: fc.nat(),
  leaseAcquiredAt: time,
  leaseExpiresAt: time,
  leaseByHand: fc.string(),
  leaseActivity: fc.string(),
  leaseMinimum: fc.nat(),
  reason: fc.string(),
  disabledFrom: state,
  changedAt: time,
  failures: fc.nat(),
  cleanAfter: time,
  parkedSince: time,
  vanished: texts,
  fingerprints: texts,
  history: fc.array(fc.record({ id: fc.string(), at: time, by: fc.string(), state, why: fc.string() }), {
    maxLength: 3,
  }),
}) as fc.Arbitrary<AccountFields>;
const ref = { id: "210000000001", region: "eu-west-1" };

test("what is encoded is decoded again", () => {
  fc.assert(
    fc.property(fields, fc.nat(), (given, version) => {
      const item = { ...itemKey("p", ref), version: { N: String(version) }, ...encodeFields(given) };
      const { leaseId, leaseHolder, leaseRunId, leaseEpoch, leaseAcquiredAt, leaseExpiresAt, ...others } =
        given;
      const { leaseActivity, leaseByHand, leaseMinimum, ...rest } = others;
      expect(decodeAccount(item)).toEqual({
        ...ref,
        ...rest,
        fingerprints: { ...rest.fingerprints },
        vanished: { ...rest.vanished },
        version,
        lease: {
          id: leaseId,
          holder: leaseHolder,
          runId: leaseRunId,
          epoch: leaseEpoch,
          acquiredAt: leaseAcquiredAt,
          expiresAt: leaseExpiresAt,
          activity: leaseActivity,
          byHand: leaseByHand,
          minimum: leaseMinimum,
        },
      });
    }),
  );
});

test("an item of a state this version does not know is refused, naming it", () => {
  const item = { ...itemKey("p", ref), version: { N: "1" }, ...encodeFields({ roleArn: "r", changedAt: 1 }) };
  expect(() => decodeAccount({ ...item, state: { S: "on holiday" } })).toThrow(
    'pool#p / account#210000000001/eu-west-1 cannot be read: there is no state "on holiday"',
  );
});
