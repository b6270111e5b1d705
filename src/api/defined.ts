/** `T` without the possibility that a property is there but undefined. */
export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out properties that are undefined: a query parameter that was not sent is not there. */
export function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
