import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { PlistPreviewSchema } from '../../../../../src/contract/preview.ts';
import { Button } from '../../../components/button.tsx';
import { useText } from '../../../i18n/text.tsx';
import { PlistTree } from './plist-tree.tsx';

/** A property list, or the objects of a keyed archive, as a tree. */
export function PlistPreview({ preview }: { readonly preview: z.infer<typeof PlistPreviewSchema> }): ReactNode {
  const words = useText().files.preview;
  // A new tree is created, in which no single branch is open.
  const [opened, setOpened] = useState<{ readonly all: boolean; readonly turn: number }>({ all: false, turn: 0 });
  const { format, isKeyedArchive, root, cut } = preview;
  return (
    <div className="flex h-full flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2">
        <p className="min-w-0 flex-1 text-sm text-muted">
          {[isKeyedArchive ? words.keyedArchive : null, words.plist[format]]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        <Button kind="quiet" size="sm" onClick={() => setOpened({ all: !opened.all, turn: opened.turn + 1 })}>
          {opened.all ? words.collapseAll : words.expandAll}
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-auto px-3 pb-4 focus-visible:-outline-offset-2">
        <PlistTree key={opened.turn} root={root} openAll={opened.all} />
        {cut ? <p className="px-2 pt-3 text-sm text-muted">{words.cut}</p> : null}
      </div>
    </div>
  );
}
