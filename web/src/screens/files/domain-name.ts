import type { Texts } from '../../i18n/texts.ts';
import type { ListedDomain } from './group-domains.ts';

/** Containers that parts of iOS share. The domain itself is shown below the name. */
const SHARED = /^Sys(?:Shared)?ContainerDomain-(?:systemgroup\.)?(.+)$/;

/** Readable name of a domain: its app or purpose, otherwise the domain itself. */
export function domainName({ domain, owner, app, bundleId }: ListedDomain, { files }: Texts): string {
  if (owner !== null) return owner.name ?? owner.bundleId;
  if (Object.hasOwn(files.domains, domain)) return files.domains[domain as keyof typeof files.domains];
  const apple = appleAppIn(files, bundleId);
  return (apple === null ? null : files.appleApps[apple]) ?? app ?? bundleId ?? SHARED.exec(domain)?.[1] ?? domain;
}

type AppleApp = keyof Texts['files']['appleApps'];

/** The app of Apple that a bundle id belongs to: its own id, or the longest prefix; null for others. */
export function appleAppIn({ appleApps }: Pick<Texts['files'], 'appleApps'>, bundleId: string | null): AppleApp | null {
  const parts = (bundleId ?? '').replace(/^group\./, '').split('.');
  for (let length = parts.length; length > 2; length--) {
    const id = parts.slice(0, length).join('.');
    if (Object.hasOwn(appleApps, id)) return id as AppleApp;
  }
  return null;
}
