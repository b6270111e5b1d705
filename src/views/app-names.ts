import { appleAppName } from '../model/apple-apps.ts';
import type { AppSource } from './backups.ts';

/** Domains of apps, app extensions and app groups. */
const APP_DOMAIN = /^AppDomain(?:Plugin|Group)?-(.+)$/;

/** App of a domain. */
export interface DomainApp {
  readonly app: string | null;
  readonly bundleId: string | null;
}

/** Finds the apps of domains among those of the backup. */
export function domainApps(apps: readonly AppSource[]): (domain: string) => DomainApp {
  const names = new Map(apps.map(({ bundleId, name }) => [bundleId, name]));
  return (domain) => {
    const bundleId = APP_DOMAIN.exec(domain)?.[1] ?? null;
    return { app: bundleId === null ? null : (appName(bundleId, names) ?? appleAppName(bundleId)), bundleId };
  };
}

/** Name of the app whose id is the longest prefix: `org.example.a` for `org.example.a.widget` or `group.org.example.a`. */
function appName(bundleId: string, names: ReadonlyMap<string, string | null>): string | null {
  const parts = bundleId.replace(/^group\./, '').split('.');
  for (let length = parts.length; length > 1; length--) {
    const name = names.get(parts.slice(0, length).join('.'));
    if (name !== undefined && name !== null) return name;
  }
  return null;
}
