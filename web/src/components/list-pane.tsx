import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';
import { classes } from './classes.ts';
import { useTitle } from './use-title.ts';

/** Style of a list row that is a link to its details; the router marks the open one. */
export const LIST_ROW = classes(
  'flex w-full items-center gap-3 border-b border-line px-4 py-2.5 text-left transition-colors hover:bg-hover',
  'focus-visible:-outline-offset-2 aria-[current=page]:bg-accent-soft',
);

/** The list of a {@link SplitView}: title, count, filters and rows. */
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
  /** A note above the rows. */
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
 * The details of a {@link SplitView}. On narrow screens, where they fill the screen, with a back link and the heading
 * of the list.
 */
export function DetailPane({
  title,
  back,
  lead,
  actions,
  children,
}: {
  readonly title: string;
  /** A link to the list that contains {@link BackLabel}. */
  readonly back: ReactNode;
  /** Content before the buttons. */
  readonly lead?: ReactNode;
  /** Buttons for the open record. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  useTitle(title);
  return (
    <>
      <h1 className="sr-only md:hidden">{title}</h1>
      <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-2 py-2 md:px-5">
        <span className="md:hidden">{back}</span>
        <div className="hostile min-w-0 flex-1 basis-24 text-sm text-muted">{lead}</div>
        {actions}
      </header>
      {children}
    </>
  );
}

/** Content of a link back to the list. */
export function BackLabel(): ReactNode {
  const t = useText();
  return (
    <span className="inline-flex size-9 items-center justify-center rounded-md text-ink hover:bg-hover">
      <ChevronLeft size={20} aria-hidden />
      <span className="sr-only">{t.records.back}</span>
    </span>
  );
}
