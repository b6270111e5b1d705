import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';
import { classes } from './classes.ts';
import { useTitle } from './use-title.ts';

/** How a row of a list looks that leads to its details: a link, which the router marks where it is the one that is open. */
export const LIST_ROW = classes(
  'flex w-full items-center gap-3 border-b border-line px-4 py-2.5 text-left transition-colors hover:bg-hover',
  'focus-visible:-outline-offset-2 aria-[current=page]:bg-accent-soft',
);

/** The list of a {@link SplitView}: its name, what is in it, ways to narrow it, and the rows. */
export function ListPane({
  title,
  count,
  actions,
  filters,
  note,
  children,
}: {
  readonly title: string;
  readonly count?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** Fields below it. */
  readonly filters?: ReactNode;
  /** What to know about the rows, above them. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  useTitle(title);
  return (
    <>
      <header className="flex shrink-0 flex-col gap-2.5 border-b border-line px-4 pt-3.5 pb-3">
        <div className="flex min-h-8 flex-wrap items-center gap-2">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {count === undefined ? null : <span className="text-sm text-muted">{count}</span>}
          {actions === undefined ? null : <div className="ml-auto flex items-center gap-1">{actions}</div>}
        </div>
        {filters}
      </header>
      {note}
      <div className="min-h-0 flex-1">{children}</div>
    </>
  );
}

/**
 * The details in a {@link SplitView}: on narrow screens, where they stand alone, with a way back and the heading that the
 * list has otherwise.
 */
export function DetailPane({
  title,
  back,
  lead,
  actions,
  children,
}: {
  readonly title: string;
  /** A link to the list with {@link BackLabel} in it. */
  readonly back: ReactNode;
  /** What stands before the buttons. */
  readonly lead?: ReactNode;
  /** Buttons about what is open. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  useTitle(title);
  return (
    <>
      <h1 className="sr-only md:hidden">{title}</h1>
      <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-2 py-2 md:px-5">
        <span className="md:hidden">{back}</span>
        <div className="hostile min-w-0 flex-1 text-sm text-muted">{lead}</div>
        {actions}
      </header>
      {children}
    </>
  );
}

/** What stands in a link that leads back to the list. */
export function BackLabel(): ReactNode {
  const t = useText();
  return (
    <span className="inline-flex size-9 items-center justify-center rounded-md text-ink hover:bg-hover">
      <ChevronLeft size={20} aria-hidden />
      <span className="sr-only">{t.records.back}</span>
    </span>
  );
}
