import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { signedOut } from '../api/client.ts';
import { useText } from '../i18n/text.tsx';
import { shortcutMapOpen } from '../keyboard/shortcut-map-open.ts';
import { KindsProvider } from '../kinds/kinds-context.tsx';
import { useStore } from '../store.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ExportTray } from './export-tray.tsx';
import { LostServer } from './lost-server.tsx';
import { NavDrawer } from './nav-drawer.tsx';
import { NewBackup } from './new-backup.tsx';
import { paletteOpen, useTypeAhead } from './palette-open.ts';
import { Sidebar } from './sidebar.tsx';
import { UnlockDialog } from './unlock-dialog.tsx';
import { useIndexChanges } from './use-index-changes.ts';
import { useShellShortcuts } from './use-shell-shortcuts.ts';

const SignIn = lazy(() => import('./sign-in.tsx').then((module) => ({ default: module.SignIn })));
const ShortcutMap = lazy(() =>
  import('../keyboard/shortcut-map.tsx').then((module) => ({ default: module.ShortcutMap })),
);
const loadPalette = () => import('./palette.tsx').then((module) => ({ default: module.Palette }));
const Palette = lazy(loadPalette);

/** Delay in milliseconds after the first screen before preloading the palette, so that ⌘K opens immediately. */
const PALETTE_LOAD_MS = 1500;

/** The frame: navigation at the side or at the bottom, the screen, and layers above it. */
export function Shell(): ReactNode {
  const t = useText();
  const out = useStore(signedOut);
  const showPalette = useStore(paletteOpen);
  const showKeys = useStore(shortcutMapOpen);
  const main = useRef<HTMLElement>(null);
  useShellShortcuts();
  useIndexChanges();
  useTypeAhead(showPalette && !out);
  useFocusOnScreen(main);
  useEffect(() => {
    // If loading fails, it is repeated when the palette is opened.
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), PALETTE_LOAD_MS);
    return () => clearTimeout(timer);
  }, []);
  if (out) {
    return (
      <Suspense>
        <LostServer />
        <SignIn />
      </Suspense>
    );
  }
  return (
    <KindsProvider>
      <div className="flex h-full flex-col">
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-raised px-3 py-2 shadow-float focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          {t.shell.nav.skip}
        </a>
        <LostServer />
        <NewBackup />
        <div className="flex min-h-0 flex-1">
          <Sidebar />
          <main ref={main} id="main" tabIndex={-1} className="h-full min-w-0 flex-1 outline-none">
            <Outlet />
          </main>
        </div>
        <BottomBar />
        <NavDrawer />
        <ExportTray />
        <UnlockDialog />
        {showKeys ? (
          <Suspense>
            <ShortcutMap />
          </Suspense>
        ) : null}
        {showPalette ? (
          <Suspense>
            <Palette />
          </Suspense>
        ) : null}
      </div>
    </KindsProvider>
  );
}

/**
 * Moves the focus to a new screen after following a link, so that Tab and screen readers start there. What is still there, as
 * a row of the list beside another record, keeps it.
 */
function useFocusOnScreen(main: { readonly current: HTMLElement | null }): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const first = useRef(true);
  useEffect(() => {
    if (path === undefined) return;
    if (first.current) {
      first.current = false;
      return;
    }
    const focused = document.activeElement;
    const isKept = main.current?.contains(focused) === true && focused?.checkVisibility() === true;
    if (!isKept) main.current?.focus({ preventScroll: true });
  }, [path, main]);
}
