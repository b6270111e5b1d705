import type { ReactNode } from 'react';

/** Layout of non-text content of a chat: a place, a contact, a file. */
export function ChatCard({
  icon,
  actions,
  children,
}: {
  readonly icon: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="flex w-80 max-w-full items-center gap-3 rounded-xl border border-line bg-surface px-3 py-2.5 text-ink">
      <span
        aria-hidden
        className="inline-flex size-9 shrink-0 items-center justify-center rounded-md bg-sunken text-muted"
      >
        {icon}
      </span>
      <div className="min-w-0 flex-1">{children}</div>
      {actions}
    </div>
  );
}
