import type { AppView } from '../../../../src/contract/backups.ts';
import type { DomainView } from '../../../../src/contract/files.ts';
import { compareTexts } from '../../format/numbers.ts';

/** Kind of a domain. */
export type DomainPart = 'app' | 'group' | 'plugin' | 'system';

/** A domain in the list. */
export interface ListedDomain extends DomainView {
  readonly part: DomainPart;
  /** The app of the domain, if the backup has its name. */
  readonly owner: AppView | null;
}

/** Groups of domains, in list order. */
const DOMAIN_GROUPS = ['apps', 'system', 'other'] as const;
/** A group of domains. */
export type DomainGroup = (typeof DOMAIN_GROUPS)[number];

const PARTS: readonly (readonly [DomainPart, RegExp])[] = [
  ['group', /^AppDomainGroup-(?:group\.)?(.+)$/],
  ['plugin', /^AppDomainPlugin-(.+)$/],
  ['app', /^AppDomain-(.+)$/],
];

/** Groups domains: those of apps by app name, those of iOS, and those of unknown apps. */
export function groupDomains(
  domains: readonly DomainView[],
  apps: readonly AppView[],
): readonly { readonly group: DomainGroup; readonly domains: readonly ListedDomain[] }[] {
  const byId = new Map(apps.map((app) => [app.bundleId, app]));
  const listed = domains.filter(hasEntries).map((domain) => describeDomain(domain, byId));
  const byGroup = Map.groupBy(listed, groupOf);
  return DOMAIN_GROUPS.map((group) => ({ group, domains: (byGroup.get(group) ?? []).sort(inOrder) })).filter(
    ({ domains }) => domains.length > 0,
  );
}

/** True unless only the root of the domain is in the backup, which is the case for hundreds of domains. */
function hasEntries({ files, directories, symlinks, unknown }: DomainView): boolean {
  return files + symlinks + unknown > 0 || directories > 1;
}

/** A domain with its app. */
export function describeDomain(domain: DomainView, apps: ReadonlyMap<string, AppView>): ListedDomain {
  for (const [part, pattern] of PARTS) {
    const id = pattern.exec(domain.domain)?.[1];
    if (id !== undefined) return { ...domain, part, owner: ownerOf(id, apps) };
  }
  return { ...domain, part: 'system', owner: null };
}

/** The app whose id is a prefix of `id`: extensions are `<app>.<name>`, and groups are named similarly. */
function ownerOf(id: string, apps: ReadonlyMap<string, AppView>): AppView | null {
  const parts = id.split('.');
  for (let length = parts.length; length > 1; length--) {
    const app = apps.get(parts.slice(0, length).join('.'));
    if (app !== undefined) return app;
  }
  return null;
}

function groupOf({ part, owner, app }: ListedDomain): DomainGroup {
  if (part === 'system') return 'system';
  // Apple's own apps are named, but are no apps of the backup.
  return owner === null && app === null ? 'other' : 'apps';
}

const PART_ORDER: readonly DomainPart[] = ['app', 'group', 'plugin', 'system'];

function inOrder(one: ListedDomain, other: ListedDomain): number {
  return (
    compareTexts(one.owner?.name ?? one.app ?? '', other.owner?.name ?? other.app ?? '') ||
    PART_ORDER.indexOf(one.part) - PART_ORDER.indexOf(other.part) ||
    compareTexts(one.domain, other.domain)
  );
}
