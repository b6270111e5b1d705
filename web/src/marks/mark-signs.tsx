import { Star, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMark } from '../api/marks.ts';
import { classes } from '../components/classes.ts';
import { useText } from '../i18n/text.tsx';
import type { MarkedPlace } from './marked-place.ts';

/** The star and tags of a record, and a sign for its note, on one line; nothing if it has none. */
export function MarkSigns({
  backup,
  kind,
  recordKey,
  className,
}: Omit<MarkedPlace, 'kind'> & { readonly kind: string | null; readonly className?: string }): ReactNode {
  const words = useText().marks;
  const mark = useMark(backup, kind, recordKey);
  if (mark === null) return null;
  return (
    <span className={classes('inline-flex max-w-full min-w-0 shrink-0 flex-wrap items-center gap-1', className)}>
      {mark.starred ? (
        <span title={words.starred}>
          <Star size={13} aria-hidden className="fill-current text-warning" />
          <span className="sr-only">{words.starred}</span>
        </span>
      ) : null}
      {mark.tags.map((tag) => (
        <TagChip key={tag} tag={tag} />
      ))}
      {mark.hasNote ? (
        <span title={words.hasNote} className="text-muted">
          <StickyNote size={13} aria-hidden />
          <span className="sr-only">{words.hasNote}</span>
        </span>
      ) : null}
    </span>
  );
}

/** A tag. */
export function TagChip({ tag }: { readonly tag: string }): ReactNode {
  return (
    <span className="hostile inline-block max-w-40 truncate rounded-full bg-accent-soft px-2 text-xs leading-5 font-medium text-accent">
      {tag}
    </span>
  );
}
