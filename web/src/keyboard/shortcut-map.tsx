import { Fragment, type ReactNode } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { Keys } from '../components/keys.tsx';
import { useText } from '../i18n/text.tsx';
import { useStore } from '../store.ts';
import { shortcutMapOpen } from './shortcut-map-open.ts';
import { shortcuts } from './shortcuts.ts';

/** All keyboard shortcuts of the screen, opened by `?`. */
export function ShortcutMap(): ReactNode {
  const t = useText();
  const open = useStore(shortcutMapOpen);
  const known = useStore(shortcuts);
  const groups = Map.groupBy(known, ({ group }) => group);
  return (
    <Dialog
      open={open}
      onOpenChange={shortcutMapOpen.set}
      title={t.shell.shortcuts.title}
      description={t.shell.shortcuts.intro}
      width="md"
      isText
    >
      {[...groups].map(([group, entries]) => (
        <Fragment key={group}>
          <h3 className="mt-3 mb-1 text-sm font-semibold text-muted">{group}</h3>
          <ul className="flex flex-col">
            {entries.map(({ keys, label }) => (
              <li
                key={keys}
                className="flex items-center justify-between gap-4 border-b border-line py-1.5 last:border-0"
              >
                {label}
                <Keys keys={keys} />
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </Dialog>
  );
}
