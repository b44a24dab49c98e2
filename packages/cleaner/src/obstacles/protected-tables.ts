import { liftTableProtection } from "../contents/lift-table-protection.ts";
import type { Obstacle } from "./obstacle.ts";

/** A table with deletion protection cannot be deleted. */
export const protectedTables: Obstacle = {
  types: ["AWS::DynamoDB::Table"],
  async clear(context, tables) {
    for (const { id } of tables) await liftTableProtection(context, id);
  },
};
