/** What Jest says of a comparison that fails. */
export const failureText = `Error: expect(received).toEqual(expected) // deep equality

- Expected  - 1
+ Received  + 1

  Object {
    "currency": "EUR",
-   "state": "refunded",
+   "state": "pending",
  }

  10 |   const order = await api.get(id);
  11 |
> 12 |   expect(order).toEqual({ currency: "EUR", state: "refunded" });
     |                 ^
  13 | });

    at Object.<anonymous> (tests/orders/refunds.test.ts:12:17)`;
