import type { ReactNode } from 'react';
import { Card } from '../../components/card.tsx';

/** A section of the overview: title, note and link. */
export function Panel({
  id,
  title,
  text,
  action,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly text?: ReactNode;
  /** A link, or a control of the view. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Card aria-labelledby={`overview-${id}`} className="flex min-w-0 flex-col gap-3 p-4 sm:p-5">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-40">
          <h2 id={`overview-${id}`} className="text-lg font-semibold">
            {title}
          </h2>
          {text === undefined ? null : <p className="text-sm text-muted">{text}</p>}
        </div>
        {action}
      </header>
      {children}
    </Card>
  );
}
