import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RecordLink } from '../kinds/links.ts';
import { Tooltip } from './tooltip.tsx';

/** A link with only an icon. */
export function IconLink({
  label,
  link,
  children,
}: {
  /** Accessible name and tooltip. */
  readonly label: string;
  readonly link: RecordLink;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Tooltip text={label}>
      <Link
        {...link}
        activeProps={{}}
        aria-label={label}
        className="tap inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink active:bg-pressed"
      >
        {children}
      </Link>
    </Tooltip>
  );
}
