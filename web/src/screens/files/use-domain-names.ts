import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useBackup } from '../../api/backups.ts';
import { domainsQuery } from '../../api/files.ts';
import { useText } from '../../i18n/text.tsx';
import { domainName } from './domain-name.ts';
import { describeDomain } from './group-domains.ts';

/** Readable names of the domains of a backup; empty until loaded. */
export function useDomainNames(backup: string): ReadonlyMap<string, string> {
  const t = useText();
  const { data: detail } = useBackup(backup);
  const { data: domains } = useQuery(domainsQuery(backup));
  return useMemo(() => {
    const apps = new Map(detail?.apps.map((app) => [app.bundleId, app]));
    return new Map(domains?.map((domain) => [domain.domain, domainName(describeDomain(domain, apps), t)]));
  }, [detail, domains, t]);
}
