import en from '../locales/en.json' with { type: 'json' };

/** English names of Apple's own apps by bundle id, which backups do not name; the page has them in other languages. */
const NAMES: Readonly<Record<string, string>> = en.page.files.appleApps;

/**
 * Bundle id of the app of Apple that an id belongs to: its own, or that of the longest prefix, as extensions and groups
 * are named; null for others.
 */
export function appleAppOf(bundleId: string): string | null {
  const parts = bundleId.replace(/^group\./, '').split('.');
  for (let length = parts.length; length > 2; length--) {
    const id = parts.slice(0, length).join('.');
    if (Object.hasOwn(NAMES, id)) return id;
  }
  return null;
}

/** English name of the app of Apple that an id belongs to; null for others. */
export function appleAppName(bundleId: string): string | null {
  const id = appleAppOf(bundleId);
  return id === null ? null : (NAMES[id] ?? null);
}
