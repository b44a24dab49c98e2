import { unprotectedTable } from "../contents/unprotected-table.ts";
import type { Obstacle } from "./obstacle.ts";

/** A table with deletion protection cannot be deleted. */
export const protectedTables: Obstacle = {
  types: ["AWS::DynamoDB::Table"],
  async clear(context, tables) {
    for (const { id } of tables) await unprotectedTable(context, id);
  },
};
