import { AppWindow, Cog, Package } from 'lucide-react';
import type { ReactNode } from 'react';
import { backupPath } from '../../api/client.ts';
import type { ListedDomain } from './group-domains.ts';

/** The home-screen icon of the app of a domain, or a drawing. Decorative: the name is next to it. */
export function AppIcon({
  backup,
  domain: { owner, part },
}: {
  readonly backup: string;
  readonly domain: ListedDomain;
}): ReactNode {
  const shape = 'size-9 shrink-0 rounded-md';
  if (owner?.hasIcon === true) {
    return (
      <img
        src={backupPath(backup, 'apps', owner.bundleId, 'icon')}
        alt=""
        loading="lazy"
        decoding="async"
        className={`${shape} bg-sunken object-cover`}
      />
    );
  }
  const Icon = part === 'system' ? Cog : owner === null ? Package : AppWindow;
  return (
    <span aria-hidden className={`${shape} inline-flex items-center justify-center bg-sunken text-muted`}>
      <Icon size={18} />
    </span>
  );
}
