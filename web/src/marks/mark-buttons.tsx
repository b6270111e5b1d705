import { Star, Tag } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useChangeMark, useMark } from '../api/marks.ts';
import { classes } from '../components/classes.ts';
import { IconButton } from '../components/icon-button.tsx';
import { Sheet } from '../components/sheet.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { useText } from '../i18n/text.tsx';
import { type Shortcut, useShortcuts } from '../keyboard/shortcuts.ts';
import type { MarkedPlace } from './marked-place.ts';

const MarkForm = lazy(() => import('./mark-form.tsx').then((module) => ({ default: module.MarkForm })));

/**
 * Buttons of a record: one for its star, one that opens its tags and its note. The key of a shortcut adds or removes the
 * star; `group` is its heading in the keyboard map.
 */
export function MarkButtons({
  backup,
  kind,
  recordKey,
  shortcut,
}: MarkedPlace & { readonly shortcut?: Pick<Shortcut, 'keys' | 'group'> }): ReactNode {
  const words = useText().marks;
  const [open, setOpen] = useState(false);
  const mark = useMark(backup, kind, recordKey);
  const { mutate, isPending } = useChangeMark(backup, kind, recordKey);
  const isStarred = mark?.starred === true;
  const turn = (): void => (isPending ? undefined : mutate({ starred: !isStarred }));
  useShortcuts(shortcut === undefined ? [] : [{ ...shortcut, label: words.star, run: turn }]);
  const hasMore = mark !== null && (mark.tags.length > 0 || mark.hasNote);
  return (
    <>
      <IconButton
        label={isStarred ? words.unstar : words.star}
        aria-pressed={isStarred}
        // A disabled button would lose the focus.
        aria-disabled={isPending}
        {...(shortcut === undefined ? {} : { shortcut: shortcut.keys })}
        onClick={turn}
      >
        <Star size={16} className={classes(isStarred && 'fill-current text-warning')} />
      </IconButton>
      <IconButton label={words.edit} className={hasMore ? 'text-accent' : ''} onClick={() => setOpen(true)}>
        <Tag size={16} className={classes(hasMore && 'fill-current')} />
      </IconButton>
      <Sheet open={open} onOpenChange={setOpen} title={words.edit}>
        <Suspense fallback={<SkeletonRows rows={3} />}>
          <MarkForm backup={backup} kind={kind} recordKey={recordKey} onClose={() => setOpen(false)} />
        </Suspense>
      </Sheet>
    </>
  );
}
