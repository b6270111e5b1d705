import { Link } from '@tanstack/react-router';
import { Menu as MenuIcon, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';
import { BACKUP_NAV, GLOBAL_NAV } from '../navigation.ts';
import { navDrawerOpen } from './nav-drawer.tsx';
import { paletteOpen } from './palette-open.ts';
import { useCurrentBackupId } from './use-current-backup.ts';

/** Number of screens that fit next to search and menu. */
const MAX_ENTRIES = 3;

const PLACE =
  'flex min-w-0 flex-1 flex-col items-center gap-0.5 rounded-md py-1.5 text-[0.6875rem] text-muted aria-[current=page]:text-accent';

/** Navigation on phones: a few screens, search, and a drawer for everything else. */
export function BottomBar(): ReactNode {
  const t = useText();
  const backup = useCurrentBackupId();
  // With a backup, its screens; the list of backups is in the menu.
  const entries = (backup === null ? GLOBAL_NAV : BACKUP_NAV).filter(({ onPhones }) => onPhones === true);
  return (
    <nav
      aria-label={t.shell.nav.label}
      className="flex shrink-0 border-t border-line bg-surface px-1 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {entries.slice(0, MAX_ENTRIES).map(({ to, icon: Icon, label }) => (
        <Link
          key={to}
          to={to}
          {...(to.startsWith('/b/') && backup !== null ? { params: { backupId: backup } } : {})}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          className={PLACE}
        >
          <Icon size={20} aria-hidden />
          <span className="max-w-full truncate">{label(t)}</span>
        </Link>
      ))}
      <button type="button" className={PLACE} onClick={() => paletteOpen.set(true)}>
        <Search size={20} aria-hidden />
        <span className="max-w-full truncate">{t.shell.nav.search}</span>
      </button>
      <button type="button" className={PLACE} onClick={() => navDrawerOpen.set(true)}>
        <MenuIcon size={20} aria-hidden />
        <span className="max-w-full truncate">{t.shell.nav.menu}</span>
      </button>
    </nav>
  );
}
