import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import icon from '../assets/icon.svg';
import { classes } from '../components/classes.ts';
import { IconButton } from '../components/icon-button.tsx';
import { Keys } from '../components/keys.tsx';
import { useText } from '../i18n/text.tsx';
import { usePreferences } from '../preferences/preferences.ts';
import { NavList } from './nav-list.tsx';
import { paletteOpen } from './palette-open.ts';
import { useSidebarRoomy } from './sidebar-room.ts';
import { toggleSidebar } from './use-shell-shortcuts.ts';

/**
 * Navigation at the side; only icons if collapsed, and on tablets, where a list and what is open in it need the room. Phones
 * have the bottom bar instead.
 */
export function Sidebar(): ReactNode {
  const t = useText();
  const { sidebar } = usePreferences();
  const narrow = !useSidebarRoomy() || sidebar === 'closed';
  const toggleLabel = narrow ? t.shell.nav.expand : t.shell.nav.collapse;
  const ToggleIcon = narrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav
      aria-label={t.shell.nav.label}
      className={classes(
        'hidden h-full shrink-0 flex-col border-r border-line bg-canvas md:flex',
        narrow ? 'w-13.5' : 'w-58',
      )}
    >
      <div className={classes('flex items-center gap-2 px-3 pt-3 pb-2', narrow && 'flex-col')}>
        <img src={icon} alt="" className="size-6" />
        {narrow ? null : <span className="flex-1 font-semibold tracking-tight">{t.common.appName}</span>}
        <IconButton label={toggleLabel} shortcut="[" onClick={toggleSidebar}>
          <ToggleIcon size={17} />
        </IconButton>
      </div>
      <div className="px-2 pb-3">
        <button
          type="button"
          {...(narrow ? { 'aria-label': t.shell.palette.open } : {})}
          onClick={() => paletteOpen.set(true)}
          className={classes(
            'flex h-8 w-full items-center gap-2.5 rounded-md border border-line bg-surface px-2.5 text-muted shadow-card hover:text-ink',
            narrow && 'justify-center px-0',
          )}
        >
          <Search size={15} aria-hidden className="shrink-0" />
          {narrow ? null : (
            <>
              <span className="flex-1 truncate text-left text-sm">{t.shell.palette.open}</span>
              <Keys keys="mod+k" />
            </>
          )}
        </button>
      </div>
      <NavList narrow={narrow} />
    </nav>
  );
}
