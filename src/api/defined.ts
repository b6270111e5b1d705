/** `T` without undefined values. */
export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Omits properties that are undefined, such as absent query parameters. */
export function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
