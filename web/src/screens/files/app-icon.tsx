import { AppWindow, Cog, Package } from 'lucide-react';
import type { ReactNode } from 'react';
import { backupPath } from '../../api/client.ts';
import { useText } from '../../i18n/text.tsx';
import { APPLE_APP_ICONS } from './apple-app-icons.ts';
import { appleAppIn } from './domain-name.ts';
import type { ListedDomain } from './group-domains.ts';

/** The home-screen icon of the app of a domain, or a drawing. Decorative: the name is next to it. */
export function AppIcon({
  backup,
  domain: { owner, part, bundleId },
}: {
  readonly backup: string;
  readonly domain: ListedDomain;
}): ReactNode {
  const { files } = useText();
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
  const apple = owner === null ? appleAppIn(files, bundleId) : null;
  const drawn = apple === null ? undefined : APPLE_APP_ICONS[apple];
  const Icon = drawn ?? (part === 'system' ? Cog : owner === null ? Package : AppWindow);
  return (
    <span aria-hidden className={`${shape} inline-flex items-center justify-center bg-sunken text-muted`}>
      <Icon size={18} />
    </span>
  );
}
