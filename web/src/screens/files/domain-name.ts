import type { Texts } from '../../i18n/texts.ts';
import type { ListedDomain } from './group-domains.ts';

/** Readable name of a domain: its app or purpose, otherwise the domain itself. */
export function domainName({ domain, owner, bundleId }: ListedDomain, { files }: Texts): string {
  if (owner !== null) return owner.name ?? owner.bundleId;
  if (Object.hasOwn(files.domains, domain)) return files.domains[domain as keyof typeof files.domains];
  return bundleId ?? domain;
}
