import { useQuery } from '@tanstack/react-query';
import { type NavigateOptions, useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Keyboard, LockKeyhole, type LucideIcon, Monitor, Moon, Smartphone, Sun } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { backupsQuery, useLockAll } from '../api/backups.ts';
import { Time } from '../components/time.tsx';
import { useReturnFocus } from '../components/use-return-focus.ts';
import { formatCount } from '../format/numbers.ts';
import { useText } from '../i18n/text.tsx';
import { shortcutMapOpen } from '../keyboard/shortcut-map-open.ts';
import { isThere } from '../kinds/by-area.ts';
import { KindIcon } from '../kinds/kind-icon.tsx';
import { useKinds } from '../kinds/kinds-context.tsx';
import { listLink } from '../kinds/links.ts';
import { useKindsOf } from '../kinds/use-kinds-of.ts';
import { BACKUP_NAV, GLOBAL_NAV } from '../navigation.ts';
import { setPreferences } from '../preferences/preferences.ts';
import { useStore } from '../store.ts';
import { PALETTE_GROUP, PALETTE_ITEM } from './palette-classes.ts';
import { PaletteHits } from './palette-hits.tsx';
import { parseSynonyms, rankOf } from './palette-match.ts';
import { paletteOpen, paletteTyped } from './palette-open.ts';
import { firstNamed, PalettePeople, useNamed } from './palette-people.tsx';
import { PaletteSaved } from './palette-saved.tsx';
import { useCurrentBackupId } from './use-current-backup.ts';
import { usePaused } from './use-paused.ts';
import { useSelectedOption } from './use-selected-option.ts';

interface Entry {
  readonly id: string;
  readonly picture: ReactNode;
  readonly label: string;
  /** Distinguishes entries with the same name. */
  readonly hint?: ReactNode;
  /** Further names by which it is found. */
  readonly otherNames?: readonly string[];
  readonly run: () => void;
}

/** ⌘K: opens screens and backups, runs actions, and searches everything. */
export function Palette(): ReactNode {
  const t = useText();
  const navigate = useNavigate();
  const backup = useCurrentBackupId();
  const { data } = useQuery(backupsQuery);
  const lockAll = useLockAll();
  const typed = useStore(paletteTyped);
  const text = usePaused(typed.trim());
  const named = useNamed(backup, text);
  const [selected, setSelected] = useState('');
  const foremost = firstNamed(named);
  // They come after what is known at once; the list would leave the selection there.
  const [offered, setOffered] = useState(foremost);
  if (offered !== foremost) {
    setOffered(foremost);
    if (foremost !== null) setSelected(foremost);
  }
  const root = useSelectedOption(setSelected);
  const field = useRef<HTMLInputElement>(null);
  const returnFocus = useReturnFocus(true);
  const { kinds } = useKindsOf(backup);
  const { many, one, artifactName } = useKinds();
  const filter = useRank();
  const picture = (Icon: LucideIcon): ReactNode => <Icon size={16} aria-hidden className="shrink-0 text-muted" />;
  const screens: Entry[] = [
    ...GLOBAL_NAV.map(({ to, icon, label }) => ({
      id: to,
      picture: picture(icon),
      label: label(t),
      run: () => void navigate({ to }),
    })),
    ...(backup === null
      ? []
      : BACKUP_NAV.map(({ to, icon, label }) => ({
          id: to,
          picture: picture(icon),
          label: label(t),
          run: () => void navigate({ to, params: { backupId: backup } }),
        }))),
  ];
  const backups: Entry[] = (data?.backups ?? []).map(({ id, name, backedUpAt }) => ({
    id,
    picture: picture(Smartphone),
    label: name,
    hint: <Time at={backedUpAt} format="day" />,
    run: () => void navigate({ to: '/b/$backupId', params: { backupId: id } }),
  }));
  // Only shown while typing, because a backup can have many.
  const lists: Entry[] =
    backup === null || typed.trim() === ''
      ? []
      : kinds.filter(isThere).map(({ view, count }) => ({
          id: `kind ${view.id}`,
          picture: <KindIcon kind={view} size={16} className="text-muted" />,
          label: many(view.id),
          hint: formatCount(count ?? 0),
          otherNames: [one(view.id), artifactName(view.artifact, ''), t.records.areas[view.area], view.id],
          run: () => void navigate(listLink(backup, view) as NavigateOptions),
        }));
  const words = t.shell.actions;
  const actions: Entry[] = [
    { id: 'lock', picture: picture(LockKeyhole), label: words.lockAll, run: () => lockAll.mutate() },
    { id: 'light', picture: picture(Sun), label: words.themeLight, run: () => setPreferences({ theme: 'light' }) },
    { id: 'dark', picture: picture(Moon), label: words.themeDark, run: () => setPreferences({ theme: 'dark' }) },
    {
      id: 'system',
      picture: picture(Monitor),
      label: words.themeSystem,
      run: () => setPreferences({ theme: 'system' }),
    },
    { id: 'keys', picture: picture(Keyboard), label: words.shortcuts, run: () => shortcutMapOpen.set(true) },
  ];
  return (
    <Dialog.Root open onOpenChange={paletteOpen.set}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          onOpenAutoFocus={(event) => {
            // Place the cursor after text typed before the field existed; otherwise it would be selected and lost.
            event.preventDefault();
            field.current?.focus();
            field.current?.setSelectionRange(typed.length, typed.length);
          }}
          className="fixed inset-x-0 top-[10dvh] z-40 mx-auto w-[calc(100%-1.5rem)] max-w-145 animate-rise overflow-hidden rounded-xl bg-raised shadow-float"
        >
          <Dialog.Title className="sr-only">{t.shell.palette.title}</Dialog.Title>
          <Command
            ref={root}
            label={t.shell.palette.title}
            loop
            filter={filter}
            value={selected}
            onValueChange={setSelected}
          >
            <Command.Input
              value={typed}
              ref={field}
              onValueChange={paletteTyped.set}
              placeholder={t.shell.palette.placeholder}
              className="h-13 w-full border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-muted"
            />
            <Command.List label={t.shell.palette.title} className="max-h-[55dvh] overflow-y-auto p-2">
              {backup === null ? null : <PalettePeople backup={backup} named={named} />}
              <Entries heading={t.shell.palette.goTo} entries={screens} />
              <Entries heading={t.shell.palette.kinds} entries={lists} />
              <Entries heading={t.shell.palette.backups} entries={backups} />
              <PaletteSaved />
              <Entries heading={t.shell.palette.actions} entries={actions} />
              <PaletteHits typed={typed} text={named.isLoading ? '' : text} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The filter of entries that are known to the page. Not used for results of the server. */
function useRank(): (id: string, typed: string, names?: readonly string[]) => number {
  const texts = useText().shell.palette.synonyms;
  const synonyms = useMemo(() => Object.values(texts).map(parseSynonyms), [texts]);
  return useCallback((_id, typed, names = []) => rankOf(typed, names, synonyms), [synonyms]);
}

function Entries({ heading, entries }: { readonly heading: string; readonly entries: readonly Entry[] }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <Command.Group heading={heading} className={PALETTE_GROUP}>
      {entries.map(({ id, picture, label, hint, otherNames = [], run }) => (
        <Command.Item
          key={id}
          value={id}
          keywords={[label, ...otherNames]}
          onSelect={() => {
            paletteOpen.set(false);
            run();
          }}
          className={`${PALETTE_ITEM} h-9`}
        >
          {picture}
          <span className="hostile min-w-0 flex-1 truncate">{label}</span>
          {hint === undefined ? null : <span className="text-sm text-muted">{hint}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
