/** Collects the values of `--type`, the ids of kinds of records (`apple-juicer kinds` lists them). */
export function collectType(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value.toLowerCase()];
}
