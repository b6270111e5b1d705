/** A table's integer key as it stands in a URL; null when it cannot be one. */
export function parseRowKey(key: string): number | null {
  return /^-?\d{1,15}$/.test(key) ? Number(key) : null;
}
