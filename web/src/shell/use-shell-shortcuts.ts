import { useNavigate } from '@tanstack/react-router';
import { useText } from '../i18n/text.tsx';
import { shortcutMapOpen } from '../keyboard/shortcut-map-open.ts';
import { type Shortcut, useShortcuts } from '../keyboard/shortcuts.ts';
import { BACKUP_NAV, GLOBAL_NAV } from '../navigation.ts';
import { preferences, setPreferences } from '../preferences/preferences.ts';
import { navDrawerOpen } from './nav-drawer.tsx';
import { paletteOpen } from './palette-open.ts';
import { isSidebarRoomy } from './sidebar-room.ts';
import { useCurrentBackupId } from './use-current-backup.ts';

/** Toggles the sidebar; in a window without room for all of it, the drawer with the same contents. */
export function toggleSidebar(): void {
  if (isSidebarRoomy()) setPreferences({ sidebar: preferences().sidebar === 'open' ? 'closed' : 'open' });
  else navDrawerOpen.set(!navDrawerOpen.get());
}

/** Shortcuts on all screens. */
export function useShellShortcuts(): void {
  const t = useText();
  const navigate = useNavigate();
  const backup = useCurrentBackupId();
  const words = t.shell.shortcuts;
  const group = words.general;
  const toScreens: Shortcut[] = [
    ...GLOBAL_NAV.map(({ to, label, keys }) => {
      return { keys, group, label: label(t), run: () => void navigate({ to }) };
    }),
    ...(backup === null
      ? []
      : BACKUP_NAV.map(({ to, label, keys }) => {
          const run = (): void => void navigate({ to, params: { backupId: backup } });
          return { keys, group, label: label(t), run };
        })),
  ];
  useShortcuts([
    { keys: 'mod+k', group, label: words.palette, run: () => paletteOpen.set(!paletteOpen.get()) },
    { keys: '/', group, label: words.palette, run: () => paletteOpen.set(true) },
    { keys: '?', group, label: words.map, run: () => shortcutMapOpen.set(true) },
    { keys: '[', group, label: words.sidebar, run: toggleSidebar },
    ...toScreens,
  ]);
}
