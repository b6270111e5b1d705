import type { AppView } from '../../../../src/contract/backups.ts';
import type { OverviewView } from '../../../../src/contract/overview.ts';

type DomainSize = NonNullable<OverviewView['storage']>['domains'][number];

/** Size of an app or of a domain of iOS. */
export interface StoragePart {
  /** Its largest domain. Null for the sum of all others. */
  readonly domain: string | null;
  /** Name of the app; null for a domain of iOS or an app without a name. */
  readonly app: string | null;
  readonly icon: AppView | null;
  readonly bytes: number;
  readonly files: number;
}

/** Sizes by app or domain, largest first. */
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
