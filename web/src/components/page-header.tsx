import type { ReactNode } from 'react';
import { useTitle } from './use-title.ts';

/** Header of a screen: title, subtitle and actions. */
export function PageHeader({
  title,
  subtitle,
  children,
}: {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Buttons and fields at the end. */
  readonly children?: ReactNode;
}): ReactNode {
  useTitle(title);
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="hostile text-2xl font-semibold tracking-tight">{title}</h1>
        {subtitle === undefined ? null : <p className="hostile text-muted">{subtitle}</p>}
      </div>
      {children === undefined ? null : <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  );
}

/** Body of a screen that scrolls as a whole, with limited width. Not for screens with panes. */
export function Page({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex w-full max-w-280 flex-col gap-6 px-4 py-6 sm:px-8 sm:py-8">{children}</div>
    </div>
  );
}
