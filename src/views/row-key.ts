/** Parses an integer key of a URL; null if it is invalid. */
export function parseRowKey(key: string): number | null {
  return /^-?\d{1,15}$/.test(key) ? Number(key) : null;
}
