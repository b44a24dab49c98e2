import { aws } from "./aws.ts";
import { Table } from "./table.ts";

/** The value of one of the shop's parameters; fails where the service that owns it is not deployed. */
export async function setting(name: string): Promise<string> {
  const { Parameter } = await aws.clients.ssm.send(
    new aws.ssm.GetParameterCommand({ Name: `/shop/${name}` }),
  );
  return Parameter?.Value ?? "";
}

/** The table of a service, found as the service itself finds it. */
export async function tableOf(service: string): Promise<Table> {
  return new Table(await setting(`${service}/table-name`));
}

/** Polls until a condition holds, as one does with what becomes true a little later. */
export async function eventually(holds: () => Promise<boolean>, everyMs = 50): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}

/** Something that happens in the background after a while, as a queue's consumer would do it. */
export function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(() => work().then(resolve, reject), ms);
  });
}
