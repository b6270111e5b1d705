import type { AppView } from '../../../../src/contract/backups.ts';
import type { OverviewView } from '../../../../src/contract/overview.ts';

type DomainSize = NonNullable<OverviewView['storage']>['domains'][number];

/** What one app, or one place of iOS, takes. */
export interface StoragePart {
  /** A domain of it; the largest. Null for everything else together. */
  readonly domain: string | null;
  /** Name of the app; null for a place of iOS or an app without one. */
  readonly app: string | null;
  readonly icon: AppView | null;
  readonly bytes: number;
  readonly files: number;
}

/** What takes how much room, the largest first: all domains of an app together. */
export function storageParts(domains: readonly DomainSize[], apps: readonly AppView[]): readonly StoragePart[] {
  const byName = new Map(apps.map((app) => [app.name, app]));
  const parts = new Map<string, StoragePart>();
  for (const { domain, app, bytes, files } of domains) {
    const key = app ?? domain;
    const known = parts.get(key);
    parts.set(key, {
      domain: known?.domain ?? domain,
      app,
      icon: byName.get(app) ?? null,
      bytes: (known?.bytes ?? 0) + bytes,
      files: (known?.files ?? 0) + files,
    });
  }
  return [...parts.values()].filter((part) => part.bytes > 0).sort((one, other) => other.bytes - one.bytes);
}
