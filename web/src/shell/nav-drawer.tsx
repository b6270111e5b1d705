import type { ReactNode } from 'react';
import { Sheet } from '../components/sheet.tsx';
import { useText } from '../i18n/text.tsx';
import { createStore, useStore } from '../store.ts';
import { NavList } from './nav-list.tsx';

/** True while the drawer with the navigation is open. */
export const navDrawerOpen = createStore(false);

const onOpenChange = (open: boolean): void => navDrawerOpen.set(open);

/** The whole navigation in a drawer, where there is no room for it at the side. */
export function NavDrawer(): ReactNode {
  const t = useText();
  const open = useStore(navDrawerOpen);
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t.common.appName} side="left">
      <nav aria-label={t.shell.nav.label}>
        <NavList onLeave={() => navDrawerOpen.set(false)} />
      </nav>
    </Sheet>
  );
}
