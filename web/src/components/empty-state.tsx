import type { ReactNode } from 'react';

/** Message for empty content, with reason and possible actions. */
export function EmptyState({
  icon,
  title,
  text,
  heading: Heading = 'h2',
  children,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  /** `h1` if it is the only content of the screen. */
  readonly heading?: 'h1' | 'h2';
  /** Buttons. */
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="mx-auto flex max-h-full max-w-110 flex-col items-center gap-2 overflow-y-auto px-6 py-14 text-center">
      {icon === undefined ? null : (
        <div aria-hidden className="mb-2 flex size-14 items-center justify-center rounded-full bg-sunken text-muted">
          {icon}
        </div>
      )}
      <Heading className="text-lg font-semibold">{title}</Heading>
      {text === undefined ? null : <p className="text-muted">{text}</p>}
      {children === undefined ? null : <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
