import type { ReactNode } from 'react';

/** Layout of non-text content of a chat: a place, a contact, a file. */
export function ChatCard({
  icon,
  picture,
  actions,
  children,
}: {
  readonly icon: ReactNode;
  /** Shown above the rest, over the whole width. */
  readonly picture?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="w-80 max-w-full overflow-hidden rounded-xl border border-line bg-surface text-ink">
      {picture}
      <div className="flex items-center gap-3 px-3 py-2.5">
        <span
          aria-hidden
          className="inline-flex size-9 shrink-0 items-center justify-center rounded-md bg-sunken text-muted"
        >
          {icon}
        </span>
        <div className="min-w-0 flex-1">{children}</div>
        {actions}
      </div>
    </div>
  );
}
